#include "engine/publish/figures/tally.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
double value_of(const ExactSum& sum) { return parse_number(sum.text()).value_or(0); }

std::string per_cent(double part, double whole)
{
    if (whole == 0) return "";
    auto text = fmt::format("{:.1f}", 100 * part / whole);
    return text == "-0.0" ? "0.0" : text;
}

std::string mean(const Tally& tally)
{
    if (tally.known == 0) return "";
    auto sum = tally.sum.text();
    auto point = sum.find('.');
    auto decimals = point == std::string::npos ? 0 : sum.size() - point - 1;
    return fmt::format("{:.{}f}", value_of(tally.sum) / static_cast<double>(tally.known),
                       std::min<std::size_t>(decimals + 1, 2));
}
} // namespace

void Tally::add(const Tally& other)
{
    holds += other.holds;
    known += other.known;
    sum.add(other.sum.text());
    of.add(other.of.text());
}

std::string figure_of(const Measure& measure, const Tally& tally, const Tally& whole)
{
    auto count = [](std::int64_t rows) { return static_cast<double>(rows); };
    switch (measure.kind) {
    case MeasureKind::count:
        return std::to_string(tally.holds);
    case MeasureKind::sum:
        return tally.known > 0 ? tally.sum.text() : "";
    case MeasureKind::mean:
        return mean(tally);
    case MeasureKind::share:
        return measure.is_of_rows() ? per_cent(count(tally.holds), count(whole.holds))
                                    : per_cent(value_of(tally.sum), value_of(whole.sum));
    case MeasureKind::rate:
        return measure.of.empty() ? per_cent(count(tally.holds), count(tally.known))
                                  : per_cent(value_of(tally.sum), value_of(tally.of));
    }
    return "";
}
} // namespace engine
