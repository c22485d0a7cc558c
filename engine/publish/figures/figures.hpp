#pragma once
// What a report says of its rows: the figures of the first page and the groups of its sections, counted row by row.
#include "engine/contract/report_layout.hpp"
#include "engine/contract/schema.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// One number of a report: canonical decimal text, of a share or rate in per cent.
struct Figure {
    std::string number;  // empty: nothing to count (a mean of no values), or hidden
    bool hidden = false; // as it is about few people
};

enum class FigureUnit { count, number, money, percent };
struct FigureHead { // what a column of figures is
    std::string title;
    FigureUnit unit = FigureUnit::count;
};

struct KeyFigure {
    FigureHead head;
    Figure now, before; // before: of the version it is compared with; empty where there is none
};

struct SectionFigures {
    struct Group {
        std::vector<std::string> names; // by column of `by`; "" is blank
        std::vector<Figure> figures;    // by measure
        bool is_rest = false;           // all groups that are not listed; the first name says how many
    };
    std::string title{};
    struct By {
        std::string title;
        std::size_t column = 0; // of the table
    };
    std::vector<By> by{};
    std::vector<FigureHead> heads;
    std::vector<Group> groups;
    std::vector<Figure> whole; // of all rows
    std::optional<ChartKind> chart;
    bool lists_rows = false; // the rows stand here
    bool lists_most = false; // the group with most of the first figure is none of the rest
};

struct ReportFigures {
    std::int64_t rows = 0;
    std::vector<KeyFigure> figures;
    // In the order of the report, none of groups where there are no rows. One without a group must not show any.
    std::vector<SectionFigures> sections;
};

class FigureCounter
{
public:
    // `shield`: columns with numbers taken out of them, which nothing is made of. Counts of fewer than `suppress_below`
    // rows, and what would give them away, are hidden. Throws ExpressionError.
    FigureCounter(const ReportLayout& layout, const Schema& columns, const std::vector<std::string>& shield,
                  std::optional<int> suppress_below);
    ~FigureCounter();

    void add(std::span<const std::string_view> cells); // canonical, as they are published
    ReportFigures finish();

private:
    class Counting;
    std::unique_ptr<Counting> counting_;
};

// Puts the figures of an earlier version beside those of this one.
void compare(ReportFigures& now, const ReportFigures& before);
} // namespace engine
