#include "engine/read/csv/row_repair.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::csv;

namespace
{
using Cells = std::vector<std::string>;

RowShape shape(const std::vector<std::vector<std::string_view>>& rows)
{
    std::vector<std::span<const std::string_view>> spans(rows.begin(), rows.end());
    return shape_of(spans, rows[0].size());
}

const RowShape pupils = shape({{"1", "Ada", "late", "2026-11-23"},
                               {"2", "Bo Khan", "", "2026-11-24"},
                               {"3", "", "ill, at home", "2026-11-25"},
                               {"4", "Di", "late", "2026-11-26"},
                               {"12", "Ed", "ok", "2026-11-27"},
                               {"13", "Fa", "ok", "2026-11-28"}});
const RowShape loans = shape({{"LB-1001", "08:15", "12.50", "Atlas, 3rd ed.", "", ""},
                              {"LB-1002", "09:20", "7.25", "Globe", "https://library.test/2", ""},
                              {"LB-1003", "10:25", "31.00", "Chart of stars", "https://library.test/3", ""},
                              {"LB-1004", "11:30", "22.75", "Lamp 24\"", "https://library.test/4", ""},
                              {"LB-1005", "12:35", "18.00", "Set of maps, small", "https://library.test/5", ""}});

std::optional<Cells> repaired(std::string_view raw, const RowShape& shape = pupils)
{
    return repaired_row(raw, {}, shape);
}
} // namespace

TEST(RowRepair, one_quotation_mark_too_many_stays_as_text)
{
    EXPECT_EQ(repaired("1,\"Ada,\"late, sick\",2026-11-30"), (Cells{"1", "\"Ada", "late, sick", "2026-11-30"}));
}

TEST(RowRepair, a_quote_too_many_in_front_of_a_value_stays_as_text)
{
    EXPECT_EQ(repaired("LB-1009,\"08:10,18.50,\"Lamp, 24\"\"\",https://library.test/9,", loans),
              (Cells{"LB-1009", "\"08:10", "18.50", "Lamp, 24\"", "https://library.test/9", ""}));
}

TEST(RowRepair, a_missing_delimiter_is_supplied_at_a_quoted_cell)
{
    EXPECT_EQ(repaired("1,Ada\"late, sick\",2026-11-30"), (Cells{"1", "Ada", "late, sick", "2026-11-30"}));
    EXPECT_EQ(repaired("1,\"Lee, Ada\"late,2026-11-30"), (Cells{"1", "Lee, Ada", "late", "2026-11-30"}));
    EXPECT_EQ(repaired("1,\"Lee, Ada\"\"late\",2026-11-30"), (Cells{"1", "Lee, Ada", "late", "2026-11-30"}));
}

TEST(RowRepair, a_quote_beside_a_missing_delimiter_may_be_text)
{
    EXPECT_EQ(repaired("LB-1009,08:10,8.50,\"Lamp, 24\"\"\"\"https://library.test/9\",", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Lamp, 24\"", "https://library.test/9", ""}));
}

TEST(RowRepair, a_row_of_the_right_width_may_still_be_split_in_the_wrong_place)
{
    EXPECT_EQ(repaired("LB-1009,08:10,8.50\"Lamp, small\",https://library.test/9,", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Lamp, small", "https://library.test/9", ""}));
}

TEST(RowRepair, two_cells_known_by_what_they_hold_are_taken_apart)
{
    EXPECT_EQ(repaired("LB-100908:10,8.50,Lamp,https://library.test/9,", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Lamp", "https://library.test/9", ""}));
    EXPECT_EQ(repaired("LB-1009,08:1018.50,Lamp,https://library.test/9,", loans),
              (Cells{"LB-1009", "08:10", "18.50", "Lamp", "https://library.test/9", ""}));
    EXPECT_EQ(repaired("1,Adalate,2026-11-30"), std::nullopt);
}

TEST(RowRepair, a_last_column_that_is_mostly_blank_may_be_missing)
{
    EXPECT_EQ(repaired("LB-1009,08:10,8.50,Lamp,https://library.test/9", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Lamp", "https://library.test/9", ""}));
}

TEST(RowRepair, a_delimiter_too_many_is_taken_out_where_the_columns_then_fit)
{
    EXPECT_EQ(repaired("1,Ada,,late,2026-11-30"), (Cells{"1", "Ada", "late", "2026-11-30"}));
    EXPECT_EQ(repaired("1,,Ada,,2026-11-30"), std::nullopt); // two ways, so none
}

TEST(RowRepair, a_row_with_another_delimiter_is_split_by_it)
{
    EXPECT_EQ(repaired("1;Ada;late, sick;2026-11-30"), (Cells{"1", "Ada", "late, sick", "2026-11-30"}));
    EXPECT_EQ(repaired("LB-1009 08:10 8.50 Chart of moons https://library.test/9 ", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Chart of moons", "https://library.test/9", ""}));
}

TEST(RowRepair, a_comma_inside_a_text_that_is_not_quoted_is_text_where_only_one_place_fits)
{
    EXPECT_EQ(repaired("LB-1009,08:10,8.50,Lamp, small,https://library.test/9,", loans),
              (Cells{"LB-1009", "08:10", "8.50", "Lamp, small", "https://library.test/9", ""}));
    EXPECT_EQ(repaired("1,Ada,late,sick,2026-11-30"), std::nullopt);
}

TEST(RowRepair, nothing_is_repaired_that_does_not_fit_the_columns)
{
    EXPECT_EQ(repaired("1,Ada,late"), std::nullopt);
    EXPECT_EQ(repaired("x;Ada;late;2026-11-30"), std::nullopt);
}

TEST(RowRepair, the_shape_of_a_table_is_what_nearly_all_cells_of_a_column_are)
{
    std::vector<std::vector<std::string_view>> rows(20, {"7", "Ada", "2026-11-30"});
    rows[3][0] = "n/a";
    rows[4][2] = "";
    auto found = shape(rows);
    EXPECT_EQ(found[0].kind, CellKind::number);
    EXPECT_EQ(found[1].kind, CellKind::blank);
    EXPECT_EQ(found[2].kind, CellKind::date);
    EXPECT_EQ(found[2].pattern, "9999-99-99");
    EXPECT_LT(found[0].cost("8"), found[0].cost(""));
    EXPECT_GT(found[0].cost("Ada"), impossible);
}
