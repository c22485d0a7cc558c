#include "engine/table/doubt.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
std::string in_words(const Doubt& doubt)
{
    if (doubt.outcome == DoubtOutcome::told) return doubt.evidence;
    auto text = doubt.question + " " + doubt.evidence;
    for (const auto& [answer, title, sample] : doubt.alternatives)
        text += fmt::format(" {}{}{}.", title, sample.empty() ? "" : ": ", fmt::join(sample, ", "));
    return text;
}
} // namespace engine
