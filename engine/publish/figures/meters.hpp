#pragma once
// The measures of a report, ready to be taken of rows.
#include "engine/publish/figures/conditions.hpp"
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/figures/shielded_counts.hpp"
#include "engine/publish/figures/tally.hpp"
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct Meter {
    Measure measure;
    FigureHead head;
    std::optional<std::size_t> condition, column, of;
    std::optional<std::size_t> thing; // what of its rows it tells: see GroupCounts; none where it counts all of them
};

class Meters
{
public:
    // Columns of `shield` have numbers taken out of them, so nothing is made of them.
    Meters(const ReportLayout& layout, const Schema& columns, std::vector<std::string> shield);

    // Those of the measures that can be taken. Throws ExpressionError.
    std::vector<Meter> take(const std::vector<Measure>& measures);
    bool is_shielded(const std::string& column) const;
    std::size_t things() const { return things_.size(); }
    // Columns that have to be at hand.
    const std::vector<bool>& reads() const { return reads_; }

    // Rows by column; then each of them is counted by row.
    void see(std::span<const std::vector<std::string_view>> cells, std::size_t rows);
    void count(const Meter& meter, std::size_t row, Tally& into) const;

private:
    std::optional<Meter> meter_of(const Measure& measure);
    std::optional<std::size_t> column_of(const std::string& name);
    std::size_t thing_of(const std::string& what);

    const ReportLayout& layout_;
    const Schema& columns_;
    std::vector<std::string> shield_;
    Conditions conditions_;
    std::vector<bool> reads_;
    std::vector<std::string> things_;
    std::span<const std::vector<std::string_view>> cells_;
};
} // namespace engine
