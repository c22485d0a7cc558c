#include "engine/raise.hpp"

namespace engine
{
void raise(Doubt doubt, const Choices& choices, Prepared& into)
{
    auto answer = choices.find(doubt.id());
    if (answer != choices.end() && doubt.is_answer(answer->second)) return;
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
} // namespace engine
