#include "engine/read/csv/dialect.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::csv;

namespace
{
Punctuation found(std::string_view text, const ReadOptions& options = {})
{
    return detect_dialect(text, true, options).punctuation;
}
} // namespace

TEST(Dialect, the_usual_delimiters_are_told_apart)
{
    EXPECT_EQ(found("id,name\n1,Ada Lee\n2,Bo Khan\n").delimiter, ",");
    EXPECT_EQ(found("id;fee\n1;12,50\n2;7,00\n").delimiter, ";");
    EXPECT_EQ(found("id\tname\n1\tLee, Ada\n2\tKhan, Bo\n").delimiter, "\t");
    EXPECT_EQ(found("id|date\n1|2026-11-30 08:15\n2|2026-12-01 09:00\n").delimiter, "|");
}

TEST(Dialect, delimiters_of_several_bytes_are_found)
{
    EXPECT_EQ(found("id||name||year\n1||Ada||2026\n2||Bo||2025\n").delimiter, "||");
    EXPECT_EQ(found("id\u00A7name\n1\u00A7Ada\n2\u00A7Bo\n").delimiter, "\u00A7");
}

TEST(Dialect, quotes_and_escapes_are_found_where_they_are_used)
{
    EXPECT_EQ(found("id,note\n1,'late, sick'\n2,'ok, well'\n").quote, '\'');
    EXPECT_EQ(found("id,name\n1,O'Hara\n2,D'Arcy\n").quote, '"');
    EXPECT_EQ(found("id,note\n1,\"said \\\"hi\\\"\"\n2,\"a, b\"\n").escape, '\\');
    EXPECT_EQ(found("id,note\n1,\"said \"\"hi\"\"\"\n2,\"a, b\"\n").escape, '\0');
}

TEST(Dialect, one_column_of_text_has_no_delimiter_inside_it)
{
    EXPECT_EQ(found("name\nAda Lee\nBo\nCy van Dam\n").delimiter, ",");
}

TEST(Dialect, what_a_person_says_is_taken)
{
    ReadOptions options;
    options.delimiter = ";";
    options.quote = "";
    EXPECT_EQ(found("a,b\n1,2\n", options), (Punctuation{";", '\0', '\0'}));
}

TEST(Dialect, the_line_end_that_most_lines_have_is_named)
{
    EXPECT_EQ(detect_dialect("a,b\r\n1,2\r\n3,4\n", true, {}).newline, "\r\n");
    EXPECT_EQ(detect_dialect("a,b\r1,2\r", true, {}).newline, "\r");
}
