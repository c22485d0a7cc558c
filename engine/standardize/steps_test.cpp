#include "engine/standardize/standardizer.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;

// Runs one step over the columns a (text), n (number), d (date) and t (datetime); `a` is what the rows hold in each.
class StepRun
{
public:
    explicit StepRun(const std::string& step, std::vector<std::string> cells, const std::string& header = "a")
        : contract_(parse_contract(
              "feed: f\nschema: {fields: [{name: a}, {name: b}, {name: n, type: number}, {name: d, type: date}, "
              "{name: t, type: datetime}], missingValues: [\"\", \"-\"]}\nsteps: [" +
                  step + "]",
              "f.yaml")),
          texts_(std::move(cells))
    {
        std::vector<std::string> names{header, "extra"};
        auto matching = match_columns(names, contract_, {});
        Standardizer standardizer(contract_, matching, notices);
        Chunk chunk;
        chunk.columns.resize(2);
        for (std::size_t row = 0; row < texts_.size(); ++row) {
            chunk.columns[0].push_back(texts_[row]);
            chunk.columns[1].push_back("x");
            chunk.kind.push_back(RowKind::data);
            chunk.line.push_back(row + 2);
        }
        standardizer.apply(chunk, batch_);
        messages = standardizer.messages();
    }
    std::vector<std::string> column(std::string_view field) const
    {
        std::vector<std::string> out;
        for (auto row : batch_.live) out.emplace_back(batch_.columns[*contract_.schema.find(field)][row]);
        return out;
    }
    std::vector<RowKind> kinds() const { return batch_.kind; }

    std::vector<Notice> notices;
    std::vector<std::string> messages;

private:
    Contract contract_;
    std::vector<std::string> texts_;
    Batch batch_;
};

TEST(Steps, trim_takes_white_space_of_every_kind_off_both_ends)
{
    StepRun run("{name: tidy, do: trim}", {" a ", "\u00a0b\t", "c d", ""});
    EXPECT_THAT(run.column("a"), ElementsAre("a", "b", "c d", ""));
    EXPECT_THAT(run.messages, ElementsAre("tidy: 2 cells changed"));
}

TEST(Steps, nfc_writes_a_letter_in_one_way)
{
    EXPECT_THAT(StepRun("{do: nfc}", {"e\u0301", "é", "e"}).column("a"), ElementsAre("é", "é", "e"));
}

TEST(Steps, case_knows_upper_lower_and_title)
{
    EXPECT_THAT(StepRun("{do: case, column: a, to: upper}", {"straße", "é"}).column("a"), ElementsAre("STRASSE", "É"));
    EXPECT_THAT(StepRun("{do: case, column: a, to: lower}", {"ÀB"}).column("a"), ElementsAre("àb"));
    EXPECT_THAT(StepRun("{do: case, column: a, to: title}", {"ada EXAMPLE"}).column("a"), ElementsAre("Ada Example"));
}

TEST(Steps, blank_empties_cells_that_are_one_of_the_words)
{
    EXPECT_THAT(StepRun("{do: blank, values: [none, \"?\"]}", {"none", "?", "nonesuch"}).column("a"),
                ElementsAre("", "", "nonesuch"));
}

TEST(Steps, map_replaces_whole_cells)
{
    EXPECT_THAT(StepRun("{do: map, column: a, values: {P: Present, A: Absent}}", {"P", "A", "PA", "p"}).column("a"),
                ElementsAre("Present", "Absent", "PA", "p"));
}

TEST(Steps, map_with_a_default_leaves_targets_and_missing_values_alone)
{
    EXPECT_THAT(StepRun("{do: map, column: a, values: {P: Present}, default: Other}", {"P", "x", "Present", "-", ""})
                    .column("a"),
                ElementsAre("Present", "Other", "Present", "-", ""));
}

TEST(Steps, pad_counts_characters_and_leaves_missing_values_alone)
{
    EXPECT_THAT(StepRun("{do: pad, column: a, width: 4}", {"7", "12345", "é", "-", ""}).column("a"),
                ElementsAre("0007", "12345", "000é", "-", ""));
    EXPECT_THAT(StepRun("{do: pad, column: a, width: 3, with: \".\", side: right}", {"7"}).column("a"),
                ElementsAre("7.."));
}

TEST(Steps, dates_read_in_the_order_given_and_leave_the_rest_alone)
{
    EXPECT_THAT(StepRun("{do: dates, column: d, order: dmy}", {"3/4/2026", "04/13/2026", "2026-04-03", "soon"}, "d")
                    .column("d"),
                ElementsAre("2026-04-03", "04/13/2026", "2026-04-03", "soon"));
    EXPECT_THAT(StepRun("{do: dates, column: d, order: mdy}", {"3/4/2026"}, "d").column("d"),
                ElementsAre("2026-03-04"));
    EXPECT_THAT(StepRun("{do: dates, column: t, order: dmy}", {"3/4/2026 14:05"}, "t").column("t"),
                ElementsAre("2026-04-03T14:05:00"));
}

TEST(Steps, numbers_get_a_point_and_lose_their_groups)
{
    EXPECT_THAT(StepRun("{do: numbers, column: n, decimal: \",\", group: \".\"}", {"1.234,50", "5", "1.23", "x"}, "n")
                    .column("n"),
                ElementsAre("1234.50", "5", "1.23", "x"));
}

TEST(Steps, split_fills_fields_and_the_last_one_takes_the_rest)
{
    StepRun run("{do: split, column: Name, by: \",\", into: [a, b]}", {"Example, Ada, Dr", "Sample"}, "Name");
    EXPECT_THAT(run.column("a"), ElementsAre("Example", "Sample"));
    EXPECT_THAT(run.column("b"), ElementsAre("Ada, Dr", ""));
}

TEST(Steps, merge_leaves_no_separator_for_an_empty_part)
{
    EXPECT_THAT(StepRun("{do: merge, columns: [a, extra], with: \" \", into: b}", {"Ada", ""}).column("b"),
                ElementsAre("Ada x", "x"));
}

TEST(Steps, rename_takes_a_column_of_the_file_for_a_field)
{
    EXPECT_THAT(StepRun("{do: rename, from: \"EXTRA\", to: b}", {"Ada"}).column("b"), ElementsAre("x"));
}

TEST(Steps, drop_rows_takes_out_only_rows_for_which_it_is_true)
{
    StepRun run("{name: low, do: drop_rows, where: \"n < 5\"}", {"1", "7", "", "x", "-"}, "n");
    EXPECT_THAT(run.column("n"), ElementsAre("7", "", "x", "-"));
    EXPECT_EQ(run.kinds()[0], RowKind::excluded);
    EXPECT_THAT(run.messages, ElementsAre("low: 1 row taken out"));
}

TEST(Steps, dedupe_keeps_the_first_of_rows_that_are_alike)
{
    StepRun run("{do: dedupe, by: [a]}", {"x", "y", "x", "x"});
    EXPECT_THAT(run.column("a"), ElementsAre("x", "y"));
    EXPECT_EQ(run.kinds()[3], RowKind::duplicate);
    EXPECT_THAT(StepRun("{do: dedupe}", {"x", "x"}).column("a"), ElementsAre("x"));
}

TEST(Steps, a_step_whose_column_is_not_there_is_reported_and_not_fatal)
{
    for (std::string step :
         {"{name: s, do: case, column: b, to: upper}", "{name: s, do: split, column: Gone, by: \",\", into: [a, b]}",
          "{name: s, do: merge, columns: [a, Gone], into: b}", "{name: s, do: rename, from: Gone, to: b}",
          "{name: s, do: drop_rows, where: \"n = 1\"}", "{name: s, do: dedupe, by: [a, b]}"}) {
        StepRun run(step, {"x"});
        ASSERT_EQ(run.notices.size(), 1u) << step;
        EXPECT_EQ(run.notices[0].code, "step_not_applicable");
        EXPECT_THAT(run.notices[0].message, HasSubstr("“s” no longer applies"));
        EXPECT_THAT(run.column("a"), ElementsAre("x"));
    }
}

TEST(Steps, a_step_that_is_off_changes_nothing_and_says_nothing)
{
    StepRun run("{do: case, column: a, to: upper, off: true}", {"x"});
    EXPECT_THAT(run.column("a"), ElementsAre("x"));
    EXPECT_TRUE(run.messages.empty());
}

TEST(Steps, run_in_their_order)
{
    EXPECT_THAT(
        StepRun("{do: trim}, {do: map, column: a, values: {x: y}}, {do: pad, column: a, width: 2, with: y}", {" x "})
            .column("a"),
        ElementsAre("yy"));
}
} // namespace
} // namespace engine
