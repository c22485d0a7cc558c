#include "engine/contract/nearest.hpp"
#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    for (const auto& [column, findings] : evidence.findings_of("enum")) {
        const auto* field = evidence.field_of(column);
        if (!field) continue;
        std::map<std::string, std::string> words;
        std::int64_t count = 0;
        for (const auto* finding : findings) {
            auto near = finding->value ? nearest(*finding->value, field->constraints.allowed) : std::nullopt;
            if (!near) continue;
            words.emplace(*finding->value, *near);
            ++count;
        }
        if (words.empty()) continue;
        Step step{"near words of " + column, false, MapStep{column, {words.begin(), words.end()}, {}}, {}};
        std::string list;
        for (const auto& [from, to] : words) list += fmt::format("{}“{}” → “{}”", list.empty() ? "" : ", ", from, to);
        matches.push_back(error.match(column, count,
                                      fmt::format("{}: {} × near a known value: {}.", field->title, count, list),
                                      {.kind = RemedyKind::add_step,
                                       .words = fmt::format("Replace them in {}: {}.", field->title, list),
                                       .step = write_step(step)}));
    }
}
} // namespace

constinit const KnownError near_value{
    "near_value", ErrorClass::meaning, "A word was typed by hand and mistyped.", &find, {"enum"}};
} // namespace engine
