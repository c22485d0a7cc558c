#include "engine/repair/repairs.hpp"
#include "engine/validate/drift.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr double sure = 0.9; // of the values

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto* previous = evidence.job().previous ? evidence.job().previous : evidence.job().history;
    if (!previous) return;
    const auto& fields = evidence.contract().schema.fields;
    auto is_there = [&](const Field& field) { return evidence.column_of(field.name).has_value(); };
    if (std::ranges::all_of(fields, is_there)) return;
    Matching matching;
    matching.columns = evidence.prepared().mapping;
    for (const auto& field : fields) matching.from.push_back(evidence.column_of(field.name));
    auto gone = gone_columns(evidence.contract(), matching, evidence.rows(), *previous);
    for (const auto& one : gone) {
        if (!one.renamed) continue;
        bool rival = std::ranges::count_if(gone, [&](const auto& other) { return other.renamed == one.renamed; }) > 1;
        const auto& field = fields[one.field];
        Remedy remedy{.kind = RemedyKind::ask,
                      .words = fmt::format("Ask whether “{}” is {} now.", *one.renamed, field.title)};
        if (one.alike >= sure && !rival)
            remedy = {.kind = RemedyKind::map_column,
                      .words = fmt::format("Take “{}” for {}.", *one.renamed, field.title),
                      .columns = {{*one.renamed, field.name}}};
        matches.push_back(error.match(field.name, 1,
                                      fmt::format("{} is gone, and {:.0f} % of the values of “{}” are those "
                                                  "that {} had in the last version.",
                                                  field.title, one.alike * 100, *one.renamed, field.title),
                                      std::move(remedy)));
    }
}
} // namespace

constinit const KnownError renamed_column{"renamed_column",
                                          ErrorClass::format,
                                          "The export's template was changed and a column got another name.",
                                          &find,
                                          {"column_gone"}};
} // namespace engine
