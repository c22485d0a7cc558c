#include "engine/repair/day_field.hpp"
#include "engine/repair/period_days.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    // The watch over the dates has seen it; here it is put into numbers.
    bool doubted = std::ranges::any_of(evidence.prepared().doubts,
                                       [](const Doubt& doubt) { return doubt.id() == "repair:wrong_period"; });
    const auto* field = doubted ? day_field(evidence.contract()) : nullptr;
    auto column = field ? evidence.column_of(field->name) : std::nullopt;
    if (!column) return;
    auto wanted = evidence.job().period.value_or("");
    std::map<std::string, std::int64_t> periods;
    std::int64_t dated = 0;
    evidence.each_cell(*column, [&](std::string_view cell) {
        auto date = read_date(cell, field->date_order);
        if (!date) return;
        ++dated;
        ++periods[period_of(days_from(date.value.date), wanted)];
    });
    auto most = std::ranges::max_element(periods, {}, [](const auto& one) { return one.second; });
    if (most == periods.end()) return;
    matches.push_back(error.match(field->name, most->second,
                                  fmt::format("{} of {} dates of {} are in {}, and the file is said to be for {}.",
                                              most->second, dated, field->title, most->first, wanted),
                                  {.kind = RemedyKind::ask,
                                   .words = fmt::format("Is this the file for {}? Then publish it there; "
                                                        "else send the one for {}.",
                                                        most->first, wanted)}));
}
} // namespace

constinit const KnownError wrong_period{"wrong_period", ErrorClass::meaning,
                                        "Last period's export was sent again, or the wrong period was chosen.", &find};
} // namespace engine
