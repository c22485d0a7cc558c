#include "engine/summary/histogram.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace engine
{
namespace
{
constexpr double most_index = 0x1p52; // below it each whole number has a neighbour at either side
}

Histogram::Histogram(int exponent) : exponent_(exponent), bars_of_one_(std::ldexp(1.0, -exponent)) {}

// The floor of it, as a processor of any age does it at once.
double Histogram::index(double number) const
{
    auto exact = number * bars_of_one_;
    if (std::abs(exact) >= most_index) return exact;
    auto whole = static_cast<double>(static_cast<std::int64_t>(exact));
    return whole > exact ? whole - 1 : whole;
}

// Bars of numbers so large that a double has none between them become wider, as bars that are too many do.
void Histogram::add(double number, std::int64_t times)
{
    auto at = index(number);
    if (at >= first_ && at <= last_) {
        rows_[static_cast<std::size_t>(at - first_)] += times;
        return;
    }
    auto is_first = last_ < first_;
    while (std::abs(at) >= most_index || (!is_first && std::max(last_, at) - std::min(first_, at) >= most_bars)) {
        widen();
        at = index(number);
    }
    if (is_first) first_ = last_ = at;
    if (at < first_) {
        auto shift = static_cast<std::ptrdiff_t>(first_ - at);
        std::shift_right(rows_.begin(), rows_.end(), shift);
        std::fill_n(rows_.begin(), shift, 0);
        first_ = at;
    }
    last_ = std::max(last_, at);
    rows_[static_cast<std::size_t>(at - first_)] += times;
}

void Histogram::widen()
{
    ++exponent_;
    bars_of_one_ /= 2;
    std::array<std::int64_t, most_bars> wider{};
    if (last_ < first_) return;
    auto first = std::floor(first_ / 2);
    for (auto at = first_; at <= last_; ++at)
        wider[static_cast<std::size_t>(std::floor(at / 2) - first)] += rows_[static_cast<std::size_t>(at - first_)];
    last_ = std::floor(last_ / 2);
    first_ = first;
    rows_ = wider;
}

std::vector<Histogram::Bar> Histogram::bars() const
{
    constexpr auto largest = std::numeric_limits<double>::max();
    auto edge = [&](double at) { return std::clamp(std::ldexp(at, exponent_), -largest, largest); };
    std::vector<Bar> bars;
    for (auto at = first_; at <= last_; ++at)
        bars.push_back({edge(at), edge(at + 1), rows_[static_cast<std::size_t>(at - first_)]});
    return bars;
}
} // namespace engine
