#include "engine/doubts/scale_changes.hpp"
#include "engine/contract/choices.hpp"
#include "engine/contract/number_marks.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>

namespace engine
{
namespace
{
constexpr auto changes = std::to_array<ScaleChange>({{"percent", 2, true, false},
                                                     {"times_100", 2},
                                                     {"times_1000", 3},
                                                     {"divide_100", -2},
                                                     {"divide_1000", -3},
                                                     {"divide_whole_100", -2, false, true}});
} // namespace

std::string moved_point(std::string_view number, int places)
{
    bool negative = number.starts_with('-');
    if (negative) number.remove_prefix(1);
    auto point = std::min(number.find('.'), number.size());
    std::string digits(number.substr(0, point));
    if (point < number.size()) digits += number.substr(point + 1);
    auto whole = static_cast<std::ptrdiff_t>(point) + places;
    if (whole < 1) {
        digits.insert(0, static_cast<std::size_t>(1 - whole), '0');
        whole = 1;
    }
    auto count = static_cast<std::size_t>(whole);
    if (digits.size() < count) digits.append(count - digits.size(), '0');
    auto first = std::min(digits.find_first_not_of('0'), count - 1);
    auto decimals = digits.substr(count);
    while (places < 0 && decimals.ends_with('0')) decimals.pop_back();
    return (negative ? "-" : "") + digits.substr(first, count - first) + (decimals.empty() ? "" : "." + decimals);
}

const ScaleChange* scale_change(std::string_view answer)
{
    auto found = std::ranges::find(changes, answer, &ScaleChange::answer);
    return found == changes.end() ? nullptr : &*found;
}

std::optional<std::string> rescaled(std::string_view cell, const NumberStyle& style, const ScaleChange& change)
{
    std::string room;
    if (change.shares_only && cell.contains('%')) return std::nullopt;
    auto number = canonical_number(cell, style, room);
    auto value = number && number->find_first_of("eE") == number->npos ? parse_number(*number) : std::nullopt;
    if (!value || (change.shares_only && (*value <= 0 || *value > 1))) return std::nullopt;
    if (change.whole_only && number->contains('.')) return std::nullopt;
    return moved_point(*number, change.places);
}

ScaleChanges::ScaleChanges(const Contract& contract, const Matching& matching, const Choices& choices)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        auto answer = matching.from[i] ? chosen(choices, "scale", fields[i].name) : std::nullopt;
        if (const auto* change = answer ? scale_change(*answer) : nullptr)
            fields_.push_back(
                {i, *matching.from[i], number_marks(contract, fields[i]).decimal, fields[i].bare_number, change});
    }
}

void ScaleChanges::apply(const Chunk& chunk, Batch& batch) const
{
    for (const auto& [index, column, decimal, bare, change] : fields_)
        for (auto row : batch.live) {
            if (column >= chunk.columns.size()) continue;
            if (auto number = rescaled(trim(chunk.cell(column, row)), scale_style(decimal, bare), *change))
                batch.columns[index][row] = batch.arena.copy(*number);
        }
}
} // namespace engine
