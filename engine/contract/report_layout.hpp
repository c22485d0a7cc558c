#pragma once
// What a report says of its rows: figures on the first page, sections, and the rows themselves.
#include "engine/contract/errors.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
// count: rows, or those for which a condition holds; share: a group's part of all rows, or of the sum of a column;
// rate: the part of the rows for which a condition holds, or of the sum of one column in that of another.
enum class MeasureKind { count, sum, mean, share, rate };
BOOST_DESCRIBE_ENUM(MeasureKind, count, sum, mean, share, rate)

struct Measure {
    MeasureKind kind = MeasureKind::count;
    std::string what = "rows"; // “rows”, a column, or a condition
    std::string of{};          // rate: the column that `what` is a part of
    std::string title{};       // empty: made of what it is about
    Place place{};             // of `what`

    bool is_of_rows() const { return what == "rows" && kind != MeasureKind::rate; }
    bool is_condition() const
    {
        return (kind == MeasureKind::count && !is_of_rows()) || (kind == MeasureKind::rate && of.empty());
    }
};
inline constexpr std::size_t most_figures = 5; // one row of the first page

enum class ChartKind { bar, line };
BOOST_DESCRIBE_ENUM(ChartKind, bar, line)

struct Section {
    bool lists_rows = false;          // the rows themselves instead of groups
    std::string title{};              // empty: made of what it shows
    std::vector<std::string> by{};    // columns whose values are the groups
    std::string bands{};              // of one column: a width of numbers, “week” or “month”; empty: each value
    std::vector<Measure> show{};      // of each group
    int top = 0, bottom = 0;          // only so many groups with most, with least of the first measure; 0: all
    std::optional<ChartKind> chart{}; // of the first measure
    std::string subtotals{};          // of rows: the column by which they are put together and added up
};

struct ReportLayout {
    std::string title; // empty: the contract's title
    std::string currency;
    std::vector<std::string> money;  // columns that are amounts of it
    std::vector<std::string> totals; // columns that are added up below the rows
    std::vector<Measure> figures;
    std::vector<Section> sections; // in their order
    bool what_changed = false;
};

// Sections and figures of a report that says only which columns it is about: each of `group_by` with rows, shares and
// the sums of the totals; charts of other columns; the rows. What is there already stays.
void lay_out(ReportLayout& report, const std::vector<std::string>& group_by,
             const std::vector<std::pair<ChartKind, std::string>>& charts);
} // namespace engine
