#include "engine/publish/summary/histogram.hpp"
#include <algorithm>
#include <cmath>

namespace engine
{
Histogram::Histogram(int exponent) : exponent_(exponent), bars_of_one_(std::ldexp(1.0, -exponent)) {}

// The floor of it, as a processor of any age does it at once.
double Histogram::index(double number) const
{
    constexpr double all_whole = 0x1p52;
    auto exact = number * bars_of_one_;
    if (std::abs(exact) >= all_whole) return exact;
    auto whole = static_cast<double>(static_cast<std::int64_t>(exact));
    return whole > exact ? whole - 1 : whole;
}

void Histogram::add(double number, std::int64_t times)
{
    auto at = index(number);
    if (at >= first_ && at <= last_) {
        rows_[static_cast<std::size_t>(at - first_)] += times;
        return;
    }
    if (last_ < first_) first_ = last_ = at;
    while (std::max(last_, at) - std::min(first_, at) >= most_bars) {
        widen();
        at = index(number);
    }
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
    auto first = std::floor(first_ / 2);
    for (auto at = first_; at <= last_; ++at)
        wider[static_cast<std::size_t>(std::floor(at / 2) - first)] += rows_[static_cast<std::size_t>(at - first_)];
    last_ = std::floor(last_ / 2);
    first_ = first;
    rows_ = wider;
}

std::vector<Histogram::Bar> Histogram::bars() const
{
    std::vector<Bar> bars;
    for (auto at = first_; at <= last_; ++at)
        bars.push_back(
            {std::ldexp(at, exponent_), std::ldexp(at + 1, exponent_), rows_[static_cast<std::size_t>(at - first_)]});
    return bars;
}
} // namespace engine
