#include "engine/prepare/choose_table.hpp"
#include "engine/read/repeated_headers.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

// A table whose header the reader believes to be in row `header` (0-based; -1: none).
class FakeTable final : public TableReader
{
public:
    FakeTable(std::string name, Rows rows, int header) : rows_(std::move(rows)), header_(header)
    {
        sheet = std::move(name);
    }
    bool next(Chunk& out, std::vector<Finding>&) override
    {
        out.clear();
        if (done_ || rows_.empty()) return false;
        done_ = true;
        std::size_t width = 0;
        for (const auto& row : rows_) width = std::max(width, row.size());
        out.columns.resize(width);
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            for (std::size_t c = 0; c < width; ++c)
                out.columns[c].push_back(c < rows_[r].size() ? std::string_view(rows_[r][c]) : null_cell);
            out.kind.push_back(static_cast<int>(r) == header_ ? RowKind::header : RowKind::data);
            out.line.push_back(r + 1);
            out.width.push_back(static_cast<std::uint32_t>(rows_[r].size()));
        }
        return true;
    }
    double progress() const override { return done_; }

private:
    Rows rows_;
    int header_;
    bool done_ = false;
};

class ChooseTable : public testing::Test
{
protected:
    FakeTable& add(std::string name, Rows rows, int header = 0)
    {
        auto table = std::make_unique<FakeTable>(std::move(name), std::move(rows), header);
        auto& added = *table;
        file_.tables.push_back(std::move(table));
        return added;
    }
    ChosenTable choose(ReadOptions options = {}) { return choose_table(file_, contract_, options, known_); }

    OpenedFile file_;
    KnownColumns known_;
    Contract contract_ =
        parse_contract("feed: f\ntitle: Trips\nschema: {fields: [{name: pupil}, {name: day}]}", "f.yaml");
};

TEST_F(ChooseTable, takes_the_sheet_whose_header_names_most_fields)
{
    add("Notes", {{"about", "day"}, {"a", "b"}});
    add("List", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    auto table = choose();
    EXPECT_EQ(table.reader->sheet, "List");
    EXPECT_TRUE(table.reasons.empty());
    EXPECT_THAT(table.header, ElementsAre("Pupil", "Day"));
}

TEST_F(ChooseTable, a_hidden_sheet_never_counts)
{
    add("Old", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}}).hidden = true;
    add("List", {{"Pupil"}, {"Ben"}});
    EXPECT_EQ(choose().reader->sheet, "List");
}

TEST_F(ChooseTable, two_sheets_that_fit_alike_are_a_question)
{
    add("Week 1", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    add("Week 2", {{"Pupil", "Day"}, {"Ben", "2026-12-07"}});
    auto table = choose();
    ASSERT_EQ(table.reasons.size(), 1u);
    EXPECT_EQ(table.reasons[0].code, "ambiguous_table");
    EXPECT_TRUE(table.reasons[0].answerable);
    EXPECT_THAT(table.reasons[0].message, HasSubstr("“Week 1”, “Week 2”"));
}

TEST_F(ChooseTable, a_question_shows_the_first_rows_of_every_visible_table)
{
    add("Week 1", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    add("Old", {{"Pupil", "Day"}, {"Eve", "2025-11-30"}}).hidden = true;
    add("Week 2", {{"Pupil", "Day"}, {std::string(200, 'x'), ""}});
    auto offers = choose().offers;
    ASSERT_EQ(offers.size(), 2u);
    EXPECT_EQ(offers[1].number, 3);
    EXPECT_EQ(offers[1].sheet, "Week 2");
    EXPECT_EQ(offers[1].matched, 2);
    EXPECT_FALSE(offers[0].chosen || offers[1].chosen);
    EXPECT_THAT(offers[0].rows, ElementsAre(ElementsAre("Pupil", "Day"), ElementsAre("Ada", "2026-11-30")));
    EXPECT_THAT(offers[1].rows[1], ElementsAre(std::string(80, 'x') + "…"));
}

TEST_F(ChooseTable, the_table_that_a_person_named_is_taken_hidden_or_not)
{
    add("Week 1", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    add("Week 2", {{"Pupil"}, {"Ben"}}).hidden = true;
    ReadOptions options;
    options.table = 2;
    auto table = choose(options);
    EXPECT_EQ(table.reader->sheet, "Week 2");
    EXPECT_TRUE(table.reasons.empty());
    EXPECT_FALSE(table.offers[0].chosen);
    EXPECT_TRUE(table.offers[1].chosen);
}

TEST_F(ChooseTable, a_table_number_that_is_not_there_is_a_question)
{
    add("Week 1", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    ReadOptions options;
    options.table = 7;
    auto table = choose(options);
    EXPECT_EQ(table.reader, nullptr);
    EXPECT_EQ(table.reasons[0].code, "ambiguous_table");
    EXPECT_EQ(table.offers.size(), 1u);
}

TEST_F(ChooseTable, columns_that_were_answered_for_the_same_headers_are_known)
{
    add("List", {{"Name of pupil", "When"}, {"Ada", "2026-11-30"}});
    std::vector<std::string> reordered{"WHEN", "name of  pupil"};
    known_.remembered[header_signature(reordered)] = {{"Name of pupil", "pupil"}, {"When", "day"}};
    auto table = choose();
    EXPECT_EQ(table.matching.matched, 2u);
    EXPECT_EQ(table.matching.columns[0].how, "remembered");
}

TEST_F(ChooseTable, an_answer_for_this_file_wins_over_what_is_remembered)
{
    add("List", {{"Name of pupil", "When"}, {"Ada", "2026-11-30"}});
    known_.remembered[header_signature(std::vector<std::string>{"Name of pupil", "When"})] = {{"When", "pupil"}};
    known_.answers = {{"Name of pupil", "pupil"}, {"When", ""}};
    auto table = choose();
    EXPECT_EQ(table.matching.columns[0].how, "answered");
    EXPECT_EQ(table.matching.columns[1].field, std::nullopt);
}

TEST_F(ChooseTable, a_header_that_the_reader_missed_is_found_by_the_names_of_the_fields)
{
    add("List", {{"Trips of autumn", "2026"}, {"printed", "today"}, {"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    auto table = choose();
    EXPECT_THAT(table.header, ElementsAre("Pupil", "Day"));
    EXPECT_THAT(table.first.kind, ElementsAre(RowKind::preamble, RowKind::preamble, RowKind::header, RowKind::data));
}

TEST_F(ChooseTable, the_header_row_that_a_person_named_stays)
{
    add("List", {{"A", "B"}, {"Pupil", "Day"}, {"Ada", "2026-11-30"}});
    ReadOptions options;
    options.header_row = 1;
    auto table = choose(options);
    EXPECT_THAT(table.header, ElementsAre("A", "B"));
    EXPECT_EQ(table.reasons[0].code, "no_table");
}

TEST_F(ChooseTable, without_a_header_columns_count_by_position)
{
    add("List", {{"Ada", "2026-11-30"}}, -1);
    ReadOptions options;
    options.header_row = 0;
    auto table = choose(options);
    EXPECT_EQ(table.matching.matched, 2u);
    EXPECT_EQ(table.first.kind[0], RowKind::data);
}

TEST_F(ChooseTable, a_header_of_two_rows_is_joined_and_merged_cells_reach_to_the_right)
{
    contract_ = parse_contract("feed: f\nschema: {fields: [{name: pupil}, {name: term_1_maths}, {name: term_1_art}]}",
                               "f.yaml");
    class TwoRows final : public TableReader
    {
    public:
        bool next(Chunk& out, std::vector<Finding>&) override
        {
            out.columns = {{"Pupil", "", "Ada"}, {"Term 1", "Maths", "5"}, {"", "Art", "6"}};
            out.kind = {RowKind::header, RowKind::header, RowKind::data};
            out.line = {1, 2, 3};
            out.width = {3, 3, 3};
            return true;
        }
        double progress() const override { return 1; }
    };
    file_.tables.push_back(std::make_unique<TwoRows>());
    auto table = choose();
    EXPECT_THAT(table.header, ElementsAre("Pupil", "Term 1 Maths", "Term 1 Art"));
    EXPECT_EQ(table.matching.matched, 3u);
}

TEST_F(ChooseTable, a_file_without_a_table_is_refused)
{
    EXPECT_EQ(choose().reasons[0].code, "no_table");
    EXPECT_FALSE(choose().reasons[0].answerable);
    add("List", {{"isbn"}, {"1"}});
    auto table = choose();
    EXPECT_THAT(table.reasons[0].message, HasSubstr("Expected were pupil, day."));
    EXPECT_TRUE(table.reasons[0].answerable);
}

TEST_F(ChooseTable, rows_that_repeat_the_header_are_no_data)
{
    add("List", {{"Pupil", "Day"}, {"Ada", "2026-11-30"}, {"Pupil", " Day"}, {"Pupil", "2026-11-30"}});
    auto table = choose();
    mark_repeated_headers(table.first, table.header);
    EXPECT_THAT(table.first.kind, ElementsAre(RowKind::header, RowKind::data, RowKind::header, RowKind::data));
}

TEST(ReadingOptions, what_the_caller_sets_wins_over_the_contract)
{
    ReadOptions given;
    given.delimiter = ";";
    ReadRules rules;
    rules.delimiter = "|";
    rules.sheet = "List";
    auto options = reading_options(given, rules);
    EXPECT_EQ(options.delimiter, ";");
    EXPECT_EQ(options.sheet, "List");
}
} // namespace
} // namespace engine
