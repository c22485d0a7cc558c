#include "engine/read/header.hpp"
#include <gtest/gtest.h>

using namespace engine;

namespace
{
using Rows = std::vector<std::vector<std::string_view>>;

std::vector<RowCells> spans(const Rows& rows) { return {rows.begin(), rows.end()}; }
std::string found(const Rows& rows, std::size_t at, std::size_t width)
{
    auto header = find_header(spans(rows), at, width);
    return header ? std::to_string(header->first) + "+" + std::to_string(header->count) : "none";
}
} // namespace

TEST(Header, words_over_values_are_a_header)
{
    EXPECT_EQ(found({{"id", "name"}, {"1", "Ada"}, {"2", "Bo"}}, 0, 2), "0+1");
    EXPECT_EQ(found({{"1", "Ada"}, {"2", "Bo"}}, 0, 2), "none");
    EXPECT_EQ(found({{"name", "2024", "2025"}, {"Ada", "5", "6"}, {"Bo", "7", "8"}}, 0, 3), "0+1");
    EXPECT_EQ(found({{"id", "name", "fee"}}, 0, 3), "0+1");
}

TEST(Header, words_over_words_are_a_header_unless_they_come_back_below)
{
    EXPECT_EQ(found({{"name", "status"}, {"Ada", "Present"}, {"Bo", "Absent"}}, 0, 2), "0+1");
    EXPECT_EQ(found({{"Ada", "Present"}, {"Bo", "Present"}, {"Cy", "Present"}}, 0, 2), "none");
}

TEST(Header, further_rows_of_words_over_values_belong_to_it)
{
    Rows units{{"id", "fee", "length"}, {"", "EUR", "min"}, {"1", "2.50", "45"},
               {"2", "3.50", "50"},     {"3", "3", "50"},   {"4", "3", "45"}};
    EXPECT_EQ(found(units, 0, 3), "0+2");
    Rows groups{{"", "Autumn", "", "Spring"}, {"id", "fee", "paid", "fee"}, {"1", "2", "3", "4"}, {"2", "3", "4", "5"}};
    EXPECT_EQ(found(groups, 1, 4), "0+2");
}

TEST(Header, a_title_or_a_row_of_data_does_not_belong_to_it)
{
    EXPECT_EQ(found({{"Fees 2026", "", ""}, {"id", "name", "fee"}, {"1", "Ada", "2"}, {"2", "Bo", "3"}}, 1, 3), "1+1");
    EXPECT_EQ(found({{"id", "name", "fee"}, {"x1", "Ada", ""}, {"x2", "Bo", "3"}, {"x3", "Cy", "4"}}, 0, 3), "0+1");
}

TEST(Header, a_row_that_ends_with_a_merged_cell_heads_the_row_below)
{
    Rows terms{{"id", "Autumn", "", "Spring"},
               {"", "Days", "Fee", "Days", "Fee"},
               {"1", "2", "3.5", "4", "5.5"},
               {"2", "3", "4.5", "5", "6.5"}};
    EXPECT_EQ(found(terms, 0, 5), "0+2");
    auto rows = spans(terms);
    EXPECT_EQ(joined_header(std::span(rows).first(2)),
              (std::vector<std::string>{"id", "Autumn Days", "Autumn Fee", "Spring Days", "Spring Fee"}));
    EXPECT_EQ(found({{"Fees", "2026"}, {"id", "Days", "Fee"}, {"1", "2", "3"}, {"2", "3", "4"}}, 1, 3), "1+1");
}

TEST(Header, names_of_several_rows_are_joined_and_merged_cells_filled)
{
    Rows rows{{"", "Autumn", "", "Spring"}, {"id", "fee", "paid", "fee"}};
    EXPECT_EQ(joined_header(spans(rows)), (std::vector<std::string>{"id", "Autumn fee", "Autumn paid", "Spring fee"}));
}
