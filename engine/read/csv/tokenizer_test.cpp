#include "engine/read/csv/tokenizer.hpp"
#include <gtest/gtest.h>

using namespace engine::csv;

namespace
{
using Rows = std::vector<std::vector<std::string>>;

struct Split {
    Rows rows;
    std::vector<Damage> damage;
    std::vector<std::string> raw;
    std::size_t used;
};

Split split(std::string text, Punctuation punctuation = {}, bool last = true)
{
    Records records;
    Split result;
    result.used = Tokenizer(std::move(punctuation)).tokenize(text, last, records);
    for (std::size_t r = 0; r < records.rows.size(); ++r) {
        auto cells = records.cells_of(r);
        result.rows.emplace_back(cells.begin(), cells.end());
        result.damage.push_back(records.rows[r].damage);
    }
    result.raw = records.raw;
    return result;
}
} // namespace

TEST(Tokenizer, quoted_cells_keep_delimiters_line_ends_and_doubled_quotes)
{
    EXPECT_EQ(split("a,\"b,1\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",,\"\"\n").rows,
              (Rows{{"a", "b,1", "say \"hi\""}, {"two\r\nlines", "", ""}}));
}

TEST(Tokenizer, line_ends_of_every_kind_may_be_mixed)
{
    EXPECT_EQ(split("a,b\r\nc,d\re,f\ng,h").rows, (Rows{{"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"}}));
    EXPECT_EQ(split("a\r\r\nb").rows, (Rows{{"a"}, {}, {"b"}})); // an empty line is a row without cells
}

TEST(Tokenizer, a_delimiter_may_have_several_bytes)
{
    EXPECT_EQ(split("a||b|c||\"d||e\"", {"||", '"', '\0'}).rows, (Rows{{"a", "b|c", "d||e"}}));
    EXPECT_EQ(split("a\u00A7b", {"\u00A7", '"', '\0'}).rows, (Rows{{"a", "b"}}));
}

TEST(Tokenizer, escapes_are_resolved_inside_and_outside_quotes)
{
    EXPECT_EQ(split("\"a\\\"b\",c\\,d,\"e\\\\\"", {",", '"', '\\'}).rows, (Rows{{"a\"b", "c,d", "e\\"}}));
}

TEST(Tokenizer, spaces_around_a_quoted_cell_do_not_belong_to_it)
{
    EXPECT_EQ(split("a, \"b, c\" ,d").rows, (Rows{{"a", "b, c", "d"}}));
}

TEST(Tokenizer, an_escape_before_what_needs_none_is_text)
{
    auto by = Punctuation{",", '"', '\\'};
    EXPECT_EQ(split("C:\\notes,\"a \\\"b\\\" \\n\",\\,\n", by).rows, (Rows{{"C:\\notes", "a \"b\" \\n", ","}}));
}

TEST(Tokenizer, a_quote_in_the_middle_of_a_plain_cell_is_text_and_told)
{
    auto result = split("12\" pipe,O\"Neil\n");
    EXPECT_EQ(result.rows, (Rows{{"12\" pipe", "O\"Neil"}}));
    EXPECT_EQ(result.damage[0], Damage::loose_quote);
}

TEST(Tokenizer, a_stray_quote_in_a_quoted_cell_is_kept_and_told)
{
    auto result = split("1,\"He said \"hi\" there\",x\n2,b,c\n");
    EXPECT_EQ(result.rows, (Rows{{"1", "He said \"hi\" there", "x"}, {"2", "b", "c"}}));
    EXPECT_EQ(result.damage, (std::vector{Damage::stray_quote, Damage::none}));
}

TEST(Tokenizer, a_quote_that_never_closes_costs_one_line_only)
{
    auto result = split("1,\"a\n2,b\n3,\"c,d\"\n");
    EXPECT_EQ(result.rows, (Rows{{"1", "\"a"}, {"2", "b"}, {"3", "c,d"}}));
    EXPECT_EQ(result.damage, (std::vector{Damage::unclosed_quote, Damage::none, Damage::none}));
    EXPECT_EQ(result.raw, (std::vector<std::string>{"1,\"a"}));
    EXPECT_EQ(split("1,\"a").rows, (Rows{{"1", "\"a"}}));
}

TEST(Tokenizer, without_more_text_a_record_waits_for_its_end)
{
    auto result = split("a,b\n1,\"two\nlines", {}, false);
    EXPECT_EQ(result.rows, (Rows{{"a", "b"}}));
    EXPECT_EQ(result.used, 4U);
    EXPECT_EQ(split("a,b\r", {}, false).used, 0U);     // a line feed may follow
    EXPECT_EQ(split("a,\"b\"", {}, false).used, 0U);   // a second quote may follow
    EXPECT_EQ(split("a,\"b\"\n", {}, false).used, 6U); // now it cannot
}

TEST(Tokenizer, nul_bytes_are_text)
{
    EXPECT_EQ(split(std::string("a\0b,c\n", 6)).rows, (Rows{{std::string("a\0b", 3), "c"}}));
}

TEST(Tokenizer, a_record_of_too_many_cells_ends_early)
{
    std::string text = "1,2,3,4,5,6\n7,8\n";
    Records records;
    Tokenizer tokenizer({});
    tokenizer.most_cells = 3;
    EXPECT_EQ(tokenizer.tokenize(text, true, records), text.size());
    EXPECT_EQ(records.cells_of(0).size(), 4);
}
