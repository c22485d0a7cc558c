#include "engine/read/csv/row_repair.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::csv;

namespace
{
using Cells = std::vector<std::string>;
const RowShape pupils{4, {CellKind::number, CellKind::blank, CellKind::blank, CellKind::date}};

std::optional<Cells> repaired(std::string_view raw, const RowShape& shape = pupils)
{
    return repaired_row(raw, {}, shape);
}
} // namespace

TEST(RowRepair, one_quotation_mark_too_many_stays_as_text)
{
    EXPECT_EQ(repaired("1,\"Ada,\"late, sick\",2026-11-30"), (Cells{"1", "\"Ada", "late, sick", "2026-11-30"}));
}

TEST(RowRepair, a_missing_delimiter_is_supplied_at_a_quoted_cell)
{
    EXPECT_EQ(repaired("1,Ada\"late, sick\",2026-11-30"), (Cells{"1", "Ada", "late, sick", "2026-11-30"}));
    EXPECT_EQ(repaired("1,\"Lee, Ada\"late,2026-11-30"), (Cells{"1", "Lee, Ada", "late", "2026-11-30"}));
}

TEST(RowRepair, a_delimiter_too_many_is_taken_out_where_the_columns_then_fit)
{
    EXPECT_EQ(repaired("1,Ada,,late,2026-11-30"), (Cells{"1", "Ada", "late", "2026-11-30"}));
    EXPECT_EQ(repaired("1,,Ada,,2026-11-30"), std::nullopt); // two ways, so none
}

TEST(RowRepair, a_row_with_another_delimiter_is_split_by_it)
{
    EXPECT_EQ(repaired("1;Ada;late, sick;2026-11-30"), (Cells{"1", "Ada", "late, sick", "2026-11-30"}));
}

TEST(RowRepair, nothing_is_repaired_that_does_not_fit_the_columns)
{
    EXPECT_EQ(repaired("1,Ada,late"), std::nullopt);
    EXPECT_EQ(repaired("1,Ada,late,sick,2026-11-30"), std::nullopt);
    EXPECT_EQ(repaired("x;Ada;late;2026-11-30"), std::nullopt);
    RowShape words{3, std::vector(3, CellKind::blank)};
    EXPECT_EQ(repaired("a,,b,,", words), std::nullopt);
}

TEST(RowRepair, the_shape_of_a_table_is_what_nearly_all_cells_of_a_column_are)
{
    std::vector<std::vector<std::string_view>> rows(20, {"7", "Ada", "2026-11-30"});
    rows[3][0] = "n/a";
    rows[4][2] = "";
    std::vector<std::span<const std::string_view>> spans(rows.begin(), rows.end());
    EXPECT_EQ(shape_of(spans, 3).kinds, (std::vector{CellKind::number, CellKind::blank, CellKind::date}));
}
