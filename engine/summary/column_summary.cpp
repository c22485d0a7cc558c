#include "engine/summary/column_summary.hpp"
#include "engine/summary/suppress.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t top_values = 5, widest_value = 200; // bytes
constexpr int narrowest_number = -10, narrowest_day = 0;  // powers of two

bool is_number(CellType type) { return type == CellType::integer || type == CellType::number; }
bool is_day(CellType type) { return type == CellType::date || type == CellType::datetime; }

std::string number_text(double number, int digits)
{
    std::array<char, number_text_bytes> room;
    return std::string(format_number(parse_number(fmt::format("{:.{}g}", number, digits)).value_or(number), room));
}

std::string cut(std::string_view text)
{
    if (text.size() <= widest_value) return std::string(text);
    auto end = widest_value;
    while ((text[end] & 0xC0) == 0x80) --end; // the rest of a character
    return std::string(text.substr(0, end)) + "…";
}

std::vector<bool> hidden(const std::vector<std::int64_t>& counts, std::optional<int> below)
{
    return below ? hidden_counts(counts, *below) : std::vector<bool>(counts.size(), false);
}

std::vector<ValueCount> most_frequent(const std::vector<ValueTable::Value>& values, std::optional<int> below)
{
    std::vector<std::int64_t> counts;
    for (const auto& value : values) counts.push_back(value.rows);
    auto hide = hidden(counts, below);
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < values.size(); ++at)
        if (!hide[at]) order.push_back(at);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return values[a].rows != values[b].rows ? values[a].rows > values[b].rows : values[a].text < values[b].text;
    });
    if (order.size() > top_values) order.resize(top_values);
    std::vector<ValueCount> top;
    for (auto at : order) top.push_back({cut(values[at].text), values[at].rows});
    return top;
}
} // namespace

ColumnCounter::ColumnCounter(OutputColumn column, bool is_personal)
    : column_(std::move(column)), is_personal_(is_personal),
      has_figures_(!is_personal && (is_number(column_.type) || is_day(column_.type)))
{
    figures_.histogram = Histogram(is_number(column_.type) ? narrowest_number : narrowest_day);
}

void ColumnCounter::add(std::string_view cell)
{
    ++rows_;
    if (cell.empty()) {
        ++empty_;
        return;
    }
    if (!values_.add(cell) && has_figures_) take(figures_, cell, 1);
}

// A number as it is, a date as its day since 1970.
std::optional<double> ColumnCounter::figure(std::string_view cell) const
{
    if (is_number(column_.type)) {
        auto number = parse_number(cell);
        return number && std::isfinite(*number) ? number : std::nullopt;
    }
    auto day = column_.type == CellType::date ? cell : cell.substr(0, cell.find('T'));
    auto read = read_date(day, DateOrder::ymd);
    return read ? std::optional(static_cast<double>(days_from(read.value.date))) : std::nullopt;
}

void ColumnCounter::take(Figures& figures, std::string_view cell, std::int64_t times) const
{
    auto number = figure(cell);
    if (!number) return;
    figures.least = figures.count == 0 ? *number : std::min(figures.least, *number);
    figures.most = figures.count == 0 ? *number : std::max(figures.most, *number);
    figures.sum += *number * static_cast<double>(times);
    figures.count += times;
    figures.histogram.add(*number, times);
}

std::string ColumnCounter::text_of(double figure) const
{
    if (is_number(column_.type)) return number_text(figure, 15);
    std::array<char, date_text_bytes> room;
    return std::string(format_date(date_from(static_cast<std::int64_t>(figure)), room));
}

void ColumnCounter::add_figures(ColumnSummary& out, int least_rows) const
{
    auto figures = figures_;
    for (const auto& value : values_.values()) take(figures, value.text, value.rows);
    if (figures.count == 0 || figures.count < least_rows) return;
    auto mean = figures.sum / static_cast<double>(figures.count);
    if (is_number(column_.type) && std::isfinite(mean)) out.mean = number_text(mean, 6);
    if (least_rows == 0) {
        out.minimum = text_of(figures.least);
        out.maximum = text_of(figures.most);
    }
    auto bars = figures.histogram.bars();
    std::vector<std::int64_t> counts;
    for (const auto& bar : bars) counts.push_back(bar.rows);
    auto hide = hidden(counts, least_rows);
    for (std::size_t at = 0; at < bars.size(); ++at)
        out.histogram.push_back(
            {text_of(bars[at].from), text_of(bars[at].to), hide[at] ? std::nullopt : std::optional(bars[at].rows)});
}

ColumnSummary ColumnCounter::summary(std::optional<int> suppress_below) const
{
    ColumnSummary out;
    out.name = column_.name;
    out.title = column_.title;
    out.type = column_.type;
    out.rows = rows_;
    out.empty = empty_;
    out.distinct = values_.distinct();
    out.distinct_is_estimate = !values_.is_complete();
    if (is_personal_) return out;
    // Where every row has its own value, none is frequent.
    if (values_.is_complete() && out.distinct < rows_ - empty_)
        out.top = most_frequent(values_.values(), suppress_below);
    if (has_figures_) add_figures(out, suppress_below.value_or(0));
    return out;
}

std::vector<ColumnSummary> summaries_of(std::span<const ColumnCounter> counters, std::optional<int> suppress_below)
{
    std::vector<ColumnSummary> summaries;
    for (const auto& counter : counters) summaries.push_back(counter.summary(suppress_below));
    return summaries;
}
} // namespace engine
