#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
bool fits(const std::vector<const Finding*>& findings, const NumberStyle& style)
{
    std::string room;
    return std::ranges::all_of(findings,
                               [&](auto* one) { return canonical_number(*one->value, style, room).has_value(); });
}

// Whether a value without a comma has a point that could be a decimal point:
// then “.” cannot stand between thousands.
bool has_decimal_points(Evidence& evidence, std::size_t column)
{
    bool found = false;
    evidence.each_row([&](const Chunk& chunk, std::size_t row) {
        if (found || chunk.kind[row] != RowKind::data || column >= chunk.columns.size()) return;
        auto cell = trim(chunk.cell(column, row));
        found = cell.contains('.') && !cell.contains(',') && is_plain_number(cell);
    });
    return found;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    std::map<std::string, std::vector<const Finding*>> all = evidence.findings_of("type_number");
    all.merge(evidence.findings_of("type_integer"));
    for (auto& [column, findings] : all) {
        std::erase_if(findings, [](auto* one) { return !one->value || !one->value->contains(','); });
        const auto* field = evidence.field_of(column);
        auto index = evidence.column_of(column);
        if (findings.empty() || !field || !index) continue;
        for (std::string_view group : {"", ".", " "}) {
            if (!fits(findings, {',', group, field->bare_number})) continue;
            auto count = static_cast<std::int64_t>(findings.size());
            Remedy remedy{
                .kind = RemedyKind::ask,
                .words = fmt::format("{} has decimal commas and decimal points; ask the sender which.", field->title)};
            if (group != "." || !has_decimal_points(evidence, *index))
                remedy = {.kind = RemedyKind::add_step,
                          .words = fmt::format("Read the comma in {} as a decimal comma.", field->title),
                          .step = write_step(
                              {"numbers of " + column, false, NumbersStep{column, ",", std::string(group)}, {}})};
            matches.push_back(error.match(
                column, count,
                fmt::format("{}: {} × a decimal comma, such as {}.", field->title, count, *findings[0]->value),
                std::move(remedy)));
            break;
        }
    }
}
} // namespace

constinit const KnownError decimal_comma{"decimal_comma",
                                         ErrorClass::format,
                                         "A computer set to another country writes 12,50 for 12.50.",
                                         &find,
                                         {"type_number", "type_integer"}};
} // namespace engine
