#pragma once
// What a column holds, counted while its rows go by: how many, how many different, the usual and the outer ones.
#include "engine/summary/histogram.hpp"
#include "engine/summary/output_column.hpp"
#include "engine/summary/value_table.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine
{
struct ValueCount {
    std::string value;
    std::optional<std::int64_t> rows; // null: not shown, as it is about too few
};
BOOST_DESCRIBE_STRUCT(ValueCount, (), (value, rows))

struct HistogramBar {
    std::string from, to; // from ≤ value < to
    std::optional<std::int64_t> rows;
};
BOOST_DESCRIBE_STRUCT(HistogramBar, (), (from, to, rows))

struct ColumnSummary {
    std::string name, title;
    CellType type = CellType::text;
    std::int64_t rows = 0, empty = 0;
    std::int64_t distinct = 0;         // of those that are not empty
    bool distinct_is_estimate = false; // right to about two per cent
    std::optional<std::string> minimum, maximum, mean;
    std::vector<ValueCount> top;         // the most frequent ones; empty where there are too many different ones
    std::vector<HistogramBar> histogram; // of numbers and dates
};
BOOST_DESCRIBE_STRUCT(ColumnSummary, (),
                      (name, title, type, rows, empty, distinct, distinct_is_estimate, minimum, maximum, mean, top,
                       histogram))

// Of a personal column only the counts are given. With `suppress_below`, counts under it are not shown, nor what
// they follow from, nor the outermost values.
class ColumnCounter
{
public:
    ColumnCounter(OutputColumn column, bool is_personal);

    void add(std::string_view cell); // canonical text
    ColumnSummary summary(std::optional<int> suppress_below) const;

private:
    struct Figures { // of numbers and dates
        double sum = 0, least = 0, most = 0;
        std::int64_t count = 0;
        Histogram histogram;
    };
    std::optional<double> figure(std::string_view cell) const;
    void take(Figures& figures, std::string_view cell, std::int64_t times) const;
    std::string text_of(double figure) const;
    void add_figures(ColumnSummary& out, int least_rows) const;

    OutputColumn column_;
    bool is_personal_, has_figures_;
    std::int64_t rows_ = 0, empty_ = 0;
    ValueTable values_;
    Figures figures_; // of the cells that values_ did not keep
};

std::vector<ColumnSummary> summaries_of(std::span<const ColumnCounter> counters, std::optional<int> suppress_below);
} // namespace engine
