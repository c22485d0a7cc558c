#include "engine/contract/write.hpp"
#include "engine/repair/period_days.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// How a column reads in one order.
struct Reading {
    DateOrder order;
    std::int64_t real = 0, in_period = 0;
    std::int64_t first = 0, last = 0; // days
    bool seen = false;

    void add(const Date& date, const std::optional<DayRange>& period)
    {
        auto day = days_from(date);
        ++real;
        in_period += period && period->has(day);
        first = seen ? std::min(first, day) : day;
        last = seen ? std::max(last, day) : day;
        seen = true;
    }
    // More real dates, then more in the period, then the shorter stretch of time.
    bool better_than(const Reading& other) const
    {
        return std::tuple(-real, -in_period, last - first) <
               std::tuple(-other.real, -other.in_period, other.last - other.first);
    }
};

std::string_view words(DateOrder order) { return order == DateOrder::dmy ? "day first" : "month first"; }

// Reads every cell of the column in both orders.
std::pair<Reading, Reading> both_readings(Evidence& evidence, std::size_t column)
{
    std::pair out{Reading{DateOrder::dmy}, Reading{DateOrder::mdy}};
    auto period = period_days(evidence.job().period.value_or(""));
    evidence.each_cell(column, [&](std::string_view cell) {
        for (auto* reading : {&out.first, &out.second})
            if (auto date = read_date(cell, reading->order)) reading->add(date.value.date, period);
    });
    return out;
}

// The step that reads the column's dates, by its name, so that the proposal
// takes its place.
std::string step_name(const Contract& contract, const std::string& column)
{
    for (const auto& step : contract.steps)
        if (auto* dates = std::get_if<DatesStep>(&step.action); dates && dates->column == column) return step.name;
    return "dates of " + column;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    std::map<std::string, std::int64_t> doubtful; // by column
    for (const auto* rule : {"ambiguous_date", "type_date"})
        for (const auto& [column, findings] : evidence.findings_of(rule))
            for (const auto* finding : findings)
                if (finding->value && read_date(*finding->value, std::nullopt).fits & 3) ++doubtful[column];
    for (const auto& [column, count] : doubtful) {
        auto index = evidence.column_of(column);
        const auto* field = evidence.field_of(column);
        if (!index || !field) continue;
        auto [day_first, month_first] = both_readings(evidence, *index);
        bool tie = !day_first.better_than(month_first) && !month_first.better_than(day_first);
        const auto& best = month_first.better_than(day_first) ? month_first : day_first;
        if (field->date_order == best.order) continue;
        Remedy remedy{.kind = RemedyKind::ask,
                      .words = fmt::format("Ask whether the dates of {} are day first or month first.", field->title)};
        if (!tie) {
            Step step{step_name(evidence.contract(), column), false, DatesStep{column, best.order}, {}};
            remedy = {.kind = RemedyKind::add_step,
                      .words = fmt::format("Read the dates of {} {}: all {} of them are then from {} days.",
                                           field->title, words(best.order), best.real, best.last - best.first + 1),
                      .step = write_step(step)};
        }
        matches.push_back(error.match(column, count,
                                      fmt::format("{}: {} × a date that can be meant {} or not at all.", field->title,
                                                  count, tie ? "in two ways" : words(best.order)),
                                      std::move(remedy)));
    }
}
} // namespace

constinit const KnownError day_month_swap{"day_month_swap",
                                          ErrorClass::meaning,
                                          "The export was made on a computer that writes the month first.",
                                          &find,
                                          {"ambiguous_date", "type_date"}};
} // namespace engine
