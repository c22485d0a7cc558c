#pragma once
// The pages of a report: head, notes, counts, the table, and where it all comes from.
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/chart.hpp"
#include "engine/publish/pdf/column_plan.hpp"
#include "engine/publish/summary/group_count.hpp"
#include <string>
#include <vector>

namespace engine::pdf
{
// What the rows of a table come to, all of them.
struct TableFacts {
    std::int64_t rows = 0, shown = 0;
    std::vector<std::optional<std::string>> totals; // by column
    std::vector<Counted> groups;
    struct Charted {
        ChartKind kind;
        Counted counted;
    };
    std::vector<Charted> charts;
    std::string content_hash; // SHA-256 over all cells
};

class Report
{
public:
    Report(Document& document, const ReportText& text) : document_(document), text_(text) {}

    void head(const TableFacts& facts);
    void groups(const TableFacts& facts);
    void charts(const TableFacts& facts);
    void origin(const TableFacts& facts);

private:
    Point plate_size() const; // without a logo: nothing
    void draw_logo(const Point& plate, double band);
    void note(const std::string& note);
    void heading(const std::string& title, double space_below);
    bool is_told(const Counted& counted);

    Document& document_;
    const ReportText& text_;
};

} // namespace engine::pdf
