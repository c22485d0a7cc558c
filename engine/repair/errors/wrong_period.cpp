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
// The day that a row is for: a date of the key, or else the first one that is
// nobody's birthday.
const Field* day_field(const Contract& contract)
{
    const auto& schema = contract.schema;
    const Field* first = nullptr;
    for (const auto& field : schema.fields) {
        if (field.type != FieldType::date || field.personal) continue;
        if (std::ranges::find(schema.primary_key, field.name) != schema.primary_key.end()) return &field;
        if (!first) first = &field;
    }
    return first;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto wanted = evidence.job().period.value_or("");
    auto days = period_days(wanted);
    const auto* field = day_field(evidence.contract());
    auto column = field ? evidence.column_of(field->name) : std::nullopt;
    if (!days || !column) return;
    std::map<std::string, std::int64_t> periods;
    std::int64_t dated = 0;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (chunk.kind[row] != RowKind::data || *column >= chunk.columns.size()) return;
        auto date = read_date(trim(chunk.cell(*column, row)), field->date_order);
        if (!date) return;
        ++dated;
        ++periods[period_of(days_from(date.value.date), wanted)];
    });
    auto most = std::ranges::max_element(periods, {}, [](const auto& one) { return one.second; });
    bool other = most != periods.end() && most->first != wanted && most->second * 5 >= dated * 4;
    if (!other) return;
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
