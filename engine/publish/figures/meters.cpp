#include "engine/publish/figures/meters.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
namespace
{
std::string title_of(const Measure& measure, const std::string& what, const std::string& of)
{
    switch (measure.kind) {
    case MeasureKind::count:
        return "Rows";
    case MeasureKind::sum:
        return what;
    case MeasureKind::mean:
        return what + ", mean";
    case MeasureKind::share:
        return measure.is_of_rows() ? "Share" : "Share of " + what;
    case MeasureKind::rate:
        return what + ", share of " + of;
    }
    return what;
}
} // namespace

Meters::Meters(const ReportLayout& layout, const Schema& columns, std::vector<std::string> shield)
    : layout_(layout), columns_(columns), shield_(std::move(shield)), conditions_(columns),
      reads_(columns.fields.size())
{
}

bool Meters::is_shielded(const std::string& column) const
{
    return std::ranges::find(shield_, column) != shield_.end();
}

std::optional<std::size_t> Meters::column_of(const std::string& name)
{
    auto column = columns_.find(name);
    if (!column || is_shielded(name)) return std::nullopt;
    reads_[*column] = true;
    return column;
}

std::size_t Meters::thing_of(const std::string& what)
{
    auto known = std::ranges::find(things_, what);
    if (known == things_.end()) known = things_.insert(known, what);
    return static_cast<std::size_t>(known - things_.begin());
}

std::vector<Meter> Meters::take(const std::vector<Measure>& measures)
{
    std::vector<Meter> meters;
    for (const auto& measure : measures)
        if (auto meter = meter_of(measure)) meters.push_back(std::move(*meter));
    return meters;
}

std::optional<Meter> Meters::meter_of(const Measure& measure)
{
    Meter out{measure, {}, {}, {}, {}, {}};
    auto title = [&](const std::optional<std::size_t>& column) {
        return column ? columns_.fields[*column].title : std::string();
    };
    if (measure.is_condition()) {
        out.condition = conditions_.add(measure.what,
                                        [&](std::size_t column) { return !is_shielded(columns_.fields[column].name); });
        if (!out.condition) return std::nullopt;
        for (auto column : conditions_.reads(*out.condition)) reads_[column] = true;
        out.thing = thing_of("if " + measure.what);
    } else if (!measure.is_of_rows()) {
        out.column = column_of(measure.what);
        if (!measure.of.empty()) out.of = column_of(measure.of);
        if (!out.column || (!measure.of.empty() && !out.of)) return std::nullopt;
        out.thing = thing_of("value of " + (measure.of.empty() ? measure.what : measure.of));
    }
    out.head.title = measure.title.empty() ? title_of(measure, title(out.column), title(out.of)) : measure.title;
    bool is_money = std::ranges::find(layout_.money, measure.what) != layout_.money.end();
    if (measure.kind == MeasureKind::share || measure.kind == MeasureKind::rate)
        out.head.unit = FigureUnit::percent;
    else if (measure.kind != MeasureKind::count)
        out.head.unit = is_money ? FigureUnit::money : FigureUnit::number;
    return out;
}

void Meters::see(std::span<const std::vector<std::string_view>> cells, std::size_t rows)
{
    cells_ = cells;
    conditions_.see(cells, rows);
}

void Meters::count(const Meter& meter, std::size_t row, Tally& into) const
{
    if (meter.condition) {
        auto holds = conditions_.holds(*meter.condition, row);
        into.known += holds != Conditions::Holds::unknown;
        into.holds += holds == Conditions::Holds::yes;
    } else if (meter.column) {
        auto value = cells_[*meter.column][row];
        bool has_value = parse_number(value).has_value();
        if (has_value) into.sum.add(value);
        if (meter.of) {
            auto whole = cells_[*meter.of][row];
            has_value = parse_number(whole).has_value();
            if (has_value) into.of.add(whole);
        }
        into.known += has_value;
        into.holds += has_value;
    } else {
        ++into.known;
        ++into.holds;
    }
}
} // namespace engine
