#include "engine/publish/summary/histogram.hpp"
#include <cmath>

namespace engine
{
double Histogram::index(double number) const { return std::floor(std::ldexp(number, -exponent_)); }

void Histogram::add(double number, std::int64_t times)
{
    rows_[index(number)] += times;
    while (rows_.rbegin()->first - rows_.begin()->first >= most_bars) widen();
}

void Histogram::widen()
{
    ++exponent_;
    std::map<double, std::int64_t> wider;
    for (auto [index, rows] : rows_) wider[std::floor(index / 2)] += rows;
    rows_ = std::move(wider);
}

std::vector<Histogram::Bar> Histogram::bars() const
{
    std::vector<Bar> bars;
    if (rows_.empty()) return bars;
    for (double index = rows_.begin()->first; index <= rows_.rbegin()->first; ++index) {
        auto found = rows_.find(index);
        bars.push_back(
            {std::ldexp(index, exponent_), std::ldexp(index + 1, exponent_), found == rows_.end() ? 0 : found->second});
    }
    return bars;
}
} // namespace engine
