#include "engine/doubts/scale_watch.hpp"
#include "engine/contract/number_marks.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/doubts/scale_changes.hpp"
#include "engine/names/names.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_numbers = 16384; // more of them say the same
constexpr std::size_t most_examples = 3;
constexpr std::size_t least_numbers = 3, few_numbers = 8;

void add_example(std::vector<std::string>& examples, std::string_view cell)
{
    auto text = shown_cell(cell);
    if (examples.size() < most_examples && std::ranges::find(examples, text) == examples.end())
        examples.push_back(std::move(text));
}

bool names_percents(const Field& field)
{
    auto name = fold(field.name + " " + field.title);
    return std::ranges::any_of(std::initializer_list<std::string_view>{"%", "percent", "pct", "prozent", "pourcent",
                                                                       "porcent", "procent", "per cent"},
                               [&](std::string_view word) { return name.contains(word); });
}

// Of ten to `places` of one of the scales that people mix up: cents, parts of one, thousands.
std::optional<int> power_between(const Quartiles& before, const Quartiles& now, double tolerance)
{
    for (int places : {2, -2, 3, -3}) {
        bool all = true;
        for (std::size_t i = 0; i < before.size(); ++i)
            all &= std::abs(std::log10(now[i] / before[i]) + places) <= std::log10(tolerance);
        if (all) return places;
    }
    return std::nullopt;
}
} // namespace

ScaleWatch::ScaleWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before)
    : before_(before)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        const auto& field = fields[i];
        bool numbers = field.type == FieldType::number || field.type == FieldType::integer;
        auto meaning = meaning_of(field.name);
        if (!matching.from[i] || !numbers || meaning.id || meaning.phone) continue;
        if (std::ranges::find(contract.schema.primary_key, field.name) != contract.schema.primary_key.end()) continue;
        fields_.push_back({&field, *matching.from[i], number_marks(contract, field).decimal, meaning.amount});
    }
}

void ScaleWatch::see(const Chunk& chunk)
{
    std::string room;
    for (auto& of : fields_) {
        if (of.column >= chunk.columns.size()) continue;
        const auto& cells = chunk.columns[of.column];
        for (std::size_t row = 0; row < chunk.rows() && of.sizes.size() < most_numbers; ++row)
            if (chunk.kind[row] == RowKind::data && !cells[row].empty()) see_cell(of, trim(cells[row]), room);
    }
}

void ScaleWatch::see_cell(OfField& of, std::string_view cell, std::string& room)
{
    auto number = canonical_number(cell, scale_style(of.decimal, of.field->bare_number), room);
    auto value = number ? parse_number(*number) : std::nullopt;
    if (!value) return;
    of.below_zero |= *value < 0;
    if (*value == 0) return;
    auto point = number->find('.');
    of.sizes.push_back(std::abs(*value));
    (point == number->npos ? of.whole : of.with_decimals).push_back(std::abs(*value));
    of.other_decimals |= point != number->npos && number->size() - point != 3;
    add_example(of.examples, cell);
    if (point == number->npos) add_example(of.whole_examples, cell);
}

std::optional<ScaleWatch::Suspicion> ScaleWatch::against_before(const OfField& of, const NumbersBefore& before) const
{
    if (std::min<std::size_t>(of.sizes.size(), static_cast<std::size_t>(before.numbers)) < least_numbers)
        return std::nullopt;
    auto now = quartiles(of.sizes);
    bool few = std::min<std::size_t>(of.sizes.size(), static_cast<std::size_t>(before.numbers)) < few_numbers;
    auto places = before.quartiles[0] > 0 ? power_between(before.quartiles, now, few ? 1.3 : 2) : std::nullopt;
    if (!places) return std::nullopt;
    auto factor = std::abs(*places) == 2 ? 100 : 1000;
    bool smaller = *places > 0;
    return Suspicion{fmt::format("The middle number of {} is {}; in the version before it was {}, "
                                 "about {} times as {}.",
                                 of.field->title, now[1], before.quartiles[1], factor, smaller ? "much" : "little"),
                     fmt::format("{}_{}", smaller ? "times" : "divide", factor),
                     fmt::format("{} times too {}: {} by {}", factor, smaller ? "small" : "large",
                                 smaller ? "multiply them" : "divide them", factor)};
}

// Parts of one, where the file rules or the column's name speak of percentages.
std::optional<ScaleWatch::Suspicion> ScaleWatch::by_rules(const OfField& of)
{
    if (of.sizes.size() < least_numbers || of.below_zero || of.with_decimals.size() < 2) return std::nullopt;
    auto now = quartiles(of.sizes);
    if (std::ranges::max(of.sizes) > 1 || now[1] < 0.3) return std::nullopt;
    const auto& most = of.field->constraints.maximum;
    auto range = most ? parse_number(*most) : std::nullopt;
    bool out_of_hundred = range && *range == 100;
    if (!out_of_hundred && !(names_percents(*of.field) && !range)) return std::nullopt;
    return Suspicion{
        fmt::format("No number of {} is above 1, and {}.", of.field->title,
                    out_of_hundred ? "the file rules expect numbers up to 100" : "its name speaks of percentages"),
        "percent", "Parts of one: make percentages of them"};
}

// 12.50 beside 1250: amounts with decimals, and whole ones a hundred times as large.
std::optional<ScaleWatch::Suspicion> ScaleWatch::within(const OfField& of)
{
    if (!of.amount || of.other_decimals || std::min(of.whole.size(), of.with_decimals.size()) < least_numbers)
        return std::nullopt;
    auto ratio = quartiles(of.whole)[1] / quartiles(of.with_decimals)[1];
    if (ratio < 50 || ratio > 200 || std::ranges::min(of.whole) <= std::ranges::max(of.with_decimals))
        return std::nullopt;
    return Suspicion{fmt::format("{} of {} have two decimals, and {} have none and are about a hundred times as large, "
                                 "as in cents.",
                                 of.with_decimals.size(), of.field->title, of.whole.size()),
                     "divide_whole_100", "The whole numbers are cents: divide them by 100"};
}

std::optional<ScaleWatch::Suspicion> ScaleWatch::suspicion(const OfField& of) const
{
    const auto* before = before_.of(of.field->name);
    if (before)
        if (auto found = against_before(of, *before)) return found;
    if (auto found = within(of)) return found;
    return before ? std::nullopt : by_rules(of);
}

std::vector<Doubt> ScaleWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) {
        auto found = suspicion(of);
        if (!found) continue;
        auto& doubt = out.emplace_back();
        doubt.what = "scale";
        doubt.about = of.field->name;
        doubt.question = fmt::format("Are the numbers of {} of the usual size?", of.field->title);
        doubt.evidence = std::move(found->evidence);
        doubt.consequence = "Read the wrong way, a number is a hundred or a thousand times too large or too small.";
        const auto& change = *scale_change(found->answer);
        doubt.alternatives = {{found->answer, found->title, {}}, {"keep", "They are right as they stand", {}}};
        auto style = scale_style(of.decimal, of.field->bare_number);
        for (const auto& cell : change.whole_only ? of.whole_examples : of.examples) {
            if (auto number = rescaled(cell, style, change))
                doubt.alternatives[0].sample.push_back(fmt::format("{} is {}", cell, *number));
            doubt.alternatives[1].sample.push_back(fmt::format("{} stays {}", cell, cell));
        }
    }
    return out;
}
} // namespace engine
