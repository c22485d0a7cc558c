#include "engine/read/cell_kind.hpp"
#include <gtest/gtest.h>

using namespace engine;

TEST(CellKind, numbers_may_have_signs_groups_a_currency_or_a_unit)
{
    for (auto cell : {"5", "-5.25", "1,234.50", "1.234,50", "1 234,5", "(5)", "$48.08", "-$5", "($5.00)", "\u20AC 5",
                      "EUR 5", "12 %", "12%", "905Q", "5 kg", "1e9", ".5"})
        EXPECT_EQ(kind_of(cell), CellKind::number) << cell;
}

TEST(CellKind, names_with_a_digit_are_words)
{
    for (auto cell : {"f1", "Q1", "GR9", "TITLE_1", "Day 1", "Room 12", "Acc6", "Water (m3)", "1st grade"})
        EXPECT_EQ(kind_of(cell), CellKind::word) << cell;
}

TEST(CellKind, dates_times_and_links_are_known)
{
    for (auto cell : {"2026-11-23", "23/11/2026", "11/23/2026 08:15", "08:15", "23 Nov 2026"})
        EXPECT_EQ(kind_of(cell), CellKind::date) << cell;
    for (auto cell : {"https://school.test/1", "ada@school.test"}) EXPECT_EQ(kind_of(cell), CellKind::link) << cell;
}

TEST(CellKind, two_cells_in_one_are_something_else)
{
    for (auto cell : {"1,Ada", "late;sick", "a|b", "\"Ada"}) EXPECT_EQ(kind_of(cell), CellKind::other) << cell;
    EXPECT_EQ(kind_of("late, at home"), CellKind::word);
    EXPECT_EQ(kind_of(" \t"), CellKind::blank);
}
