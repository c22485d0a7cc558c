#include "engine/contract/pattern.hpp"
#include "engine/contract/write.hpp"
#include "engine/repair/repairs.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t widest = 20;

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string padded(std::string_view digits, std::size_t width)
{
    return digits.size() >= width ? std::string(digits) : std::string(width - digits.size(), '0').append(digits);
}

// The one width at which zeros in front make every value fit.
std::optional<std::size_t> width_for(Pattern& pattern, const std::vector<const Finding*>& findings)
{
    for (std::size_t width = 2; width <= widest; ++width)
        if (std::ranges::all_of(findings, [&](auto* one) { return pattern.matches(padded(*one->value, width)); }))
            return width;
    return std::nullopt;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    for (auto& [column, findings] : evidence.findings_of("pattern")) {
        const auto* field = evidence.field_of(column);
        std::erase_if(findings, [](auto* one) { return !one->value || !all_digits(*one->value); });
        if (!field || !field->constraints.pattern || findings.empty()) continue;
        Pattern pattern(*field->constraints.pattern);
        auto width = width_for(pattern, findings);
        if (!width) continue;
        auto count = evidence.count_of("pattern", column, findings.size());
        Step step{"pad " + column, false, PadStep{column, static_cast<std::int64_t>(*width), "0", Side::left}, {}};
        const auto& first = *findings[0]->value;
        matches.push_back(error.match(
            column, count,
            fmt::format("{}: {} × zeros in front lost: {} → {}.", field->title, count, first, padded(first, *width)),
            {.kind = RemedyKind::add_step,
             .words = fmt::format("Fill {} up to {} digits with zeros in front.", field->title, *width),
             .step = write_step(step)}));
    }
}
} // namespace

constinit const KnownError eaten_zeros{"eaten_zeros",
                                       ErrorClass::meaning,
                                       "A spreadsheet took ids for numbers and dropped the zeros in front.",
                                       &find,
                                       {"pattern"}};
} // namespace engine
