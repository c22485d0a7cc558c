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

// Whether a spreadsheet has had the whole column: it leaves no zero in front anywhere, and takes them from many rows at
// once. A few short ids among whole ones may as well be mistyped.
bool is_of_whole_column(Evidence& evidence, std::size_t column, Pattern& pattern, std::size_t width)
{
    std::int64_t all = 0, few = 0, others = 0;
    evidence.each_cell(column, [&](std::string_view cell) {
        ++all;
        bool is_short = all_digits(cell) && cell.size() < width && pattern.matches(padded(cell, width));
        bool is_whole = cell.size() == width && !cell.starts_with('0');
        few += is_short;
        others += !is_short && !is_whole;
    });
    return others == 0 && few >= 3 && few * 20 >= all;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    for (auto& [column, findings] : evidence.findings_of("pattern")) {
        const auto* field = evidence.field_of(column);
        std::erase_if(findings, [](auto* one) { return !one->value || !all_digits(*one->value); });
        if (!field || !field->constraints.pattern || findings.empty()) continue;
        Pattern pattern(*field->constraints.pattern);
        auto width = width_for(pattern, findings);
        auto index = evidence.column_of(column);
        if (!width || !index) continue;
        auto count = evidence.count_of("pattern", column, findings.size());
        Step step{"pad " + column, false, PadStep{column, static_cast<std::int64_t>(*width), "0", Side::left}, {}};
        const auto& first = *findings[0]->value;
        matches.push_back(error.match(
            column, count,
            fmt::format("{}: {} × zeros in front lost: {} → {}.", field->title, count, first, padded(first, *width)),
            {.kind = RemedyKind::add_step,
             .words = fmt::format("Fill {} up to {} digits with zeros in front.", field->title, *width),
             .step = write_step(step)}));
        if (is_of_whole_column(evidence, *index, pattern, *width)) matches.back().kind = ErrorClass::format;
    }
}
} // namespace

constinit const KnownError eaten_zeros{"eaten_zeros",
                                       ErrorClass::meaning,
                                       "A spreadsheet took ids for numbers and dropped the zeros in front.",
                                       &find,
                                       {"pattern"}};
} // namespace engine
