#include "engine/prepare/raise.hpp"
#include "engine/contract/yaml_text.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// Two that look at the same column ask once.
bool asks(const Prepared& prepared, const std::string& id)
{
    return std::ranges::any_of(
        prepared.doubts, [&](const Doubt& other) { return other.outcome == DoubtOutcome::asked && other.id() == id; });
}
} // namespace

void raise(Doubt doubt, const Choices& choices, Prepared& into)
{
    auto answer = choices.find(doubt.id());
    if (answer != choices.end() && doubt.is_answer(answer->second)) return;
    if (doubt.outcome == DoubtOutcome::asked && asks(into, doubt.id())) return;
    if (doubt.outcome == DoubtOutcome::told) {
        into.notices.push_back({doubt.what, in_words(doubt)});
    } else {
        auto limits = std::ranges::find_if(into.reasons, [&](const Reason& reason) {
            return std::ranges::none_of(into.doubts, [&](const Doubt& other) { return other.what == reason.code; });
        });
        into.reasons.insert(limits, {doubt.what, doubt.question + " " + doubt.evidence, true});
    }
    into.doubts.push_back(std::move(doubt));
}

void say_repairs(Prepared& of)
{
    for (auto& repair : of.repairs) {
        for (const auto& step : of.steps)
            if (repair.step.starts_with("{name: " + yaml_text(step.name) + ",")) repair.examples = step.examples;
        repair.errors_after = of.errors;
        of.notices.push_back({"repaired", fmt::format("Repaired: {} {}", repair.evidence, repair.done)});
    }
}
} // namespace engine
