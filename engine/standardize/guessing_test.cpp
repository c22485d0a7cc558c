#include "engine/standardize/guessing.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;

using Columns = std::vector<std::vector<std::string_view>>;

Contract contract()
{
    return parse_contract("feed: f\n"
                          "schema:\n"
                          "  fields:\n"
                          "    - {name: student_id, constraints: {required: true, pattern: \"[0-9]{9}\"}}\n"
                          "    - {name: class_date, title: Date of class, type: date}\n"
                          "    - {name: status, constraints: {enum: [Present, Absent]}}\n"
                          "    - {name: minutes, type: integer}\n"
                          "    - {name: teacher}\n",
                          "f.yaml");
}

// “source: guess” for each column.
std::vector<std::string> guessed(const std::vector<std::string>& header, Columns values)
{
    Chunk chunk;
    chunk.columns = std::move(values);
    auto rows = chunk.columns.at(0).size();
    chunk.kind.assign(rows, RowKind::data);
    for (std::size_t row = 0; row < rows; ++row) chunk.line.push_back(row + 2);
    auto columns = match_columns(header, contract(), {}).columns;
    guess_columns(columns, contract(), chunk);
    std::vector<std::string> out;
    for (const auto& column : columns) out.push_back(column.source + ": " + column.guess.value_or("-"));
    return out;
}

TEST(Guessing, goes_by_words_that_names_share_and_by_spelling)
{
    EXPECT_THAT(guessed({"Student no.", "Techer"}, {{"a"}, {"b"}}),
                ElementsAre("Student no.: student_id", "Techer: teacher"));
}

TEST(Guessing, goes_by_values_where_the_names_say_nothing)
{
    EXPECT_THAT(
        guessed({"A", "B", "C"}, {{"Present", "Absent"}, {"123456789", "987654321"}, {"2026-11-30", "1 May 2026"}}),
        ElementsAre("A: status", "B: student_id", "C: class_date"));
}

TEST(Guessing, takes_no_column_whose_values_are_none_of_the_type)
{
    EXPECT_THAT(guessed({"Class date", "Minutes late"}, {{"soon"}, {"many"}}),
                ElementsAre("Class date: -", "Minutes late: -"));
}

TEST(Guessing, gives_a_field_to_one_column_only)
{
    EXPECT_THAT(guessed({"Student", "Student number id"}, {{"Ada"}, {"123456789"}}),
                ElementsAre("Student: -", "Student number id: student_id"));
}

TEST(Guessing, says_nothing_of_numbers_alone_and_of_columns_that_are_known)
{
    EXPECT_THAT(guessed({"Room", "status"}, {{"12"}, {"Present"}}), ElementsAre("Room: -", "status: -"));
}
} // namespace
} // namespace engine
