#include "engine/percents.hpp"
#include "engine/contract/choices.hpp"
#include "engine/contract/number_marks.hpp"
#include "engine/infer/names.hpp"
#include "engine/reading_doubts.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_examples = 3;
constexpr double least_usual = 20, most_share = 1.5; // a usual percentage of attendance or marks; a share and a bit

NumberStyle style_of(char decimal, bool bare) { return {decimal, decimal == '.' ? "," : ".", bare}; }

// Of a share in canonical text, a hundred times as much: 87.5 of 0.875. No value passes through floating point.
std::string hundredfold(std::string_view share)
{
    auto point = share.find('.');
    std::string whole(share.substr(0, point)), decimals(point == share.npos ? "" : share.substr(point + 1));
    while (decimals.size() < 2) decimals += '0';
    whole += decimals.substr(0, 2);
    auto digits = std::min(whole.find_first_not_of('0'), whole.size() - 1);
    return decimals.size() == 2 ? whole.substr(digits) : whole.substr(digits) + "." + decimals.substr(2);
}

// The share that a cell without a sign is, in canonical text.
std::optional<std::string_view> share_in(std::string_view cell, const NumberStyle& style, std::string& room)
{
    auto number = canonical_number(cell, style, room);
    auto value = number && number->find_first_of("eE") == number->npos ? parse_number(*number) : std::nullopt;
    return value && *value > 0 && *value <= 1 ? number : std::nullopt;
}
} // namespace

PercentWatch::PercentWatch(const Contract& contract, const Matching& matching, const WrittenBefore& before)
    : before_(before)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        const auto& field = fields[i];
        if (!matching.from[i] || field.type != FieldType::number) continue;
        auto meaning = meaning_of(field.name);
        if (meaning.amount || meaning.measure) continue;
        fields_.push_back({&field, *matching.from[i], number_marks(contract, field).decimal});
    }
}

void PercentWatch::see(const Chunk& chunk)
{
    std::string room;
    for (auto& of : fields_) {
        if (of.column >= chunk.columns.size()) continue;
        const auto& cells = chunk.columns[of.column];
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            if (chunk.kind[row] == RowKind::data && !cells[row].empty()) see_cell(of, trim(cells[row]), room);
    }
}

void PercentWatch::see_cell(OfField& of, std::string_view cell, std::string& room)
{
    bool sign = cell.ends_with('%') || cell.starts_with('%');
    auto number = canonical_number(cell, style_of(of.decimal, of.field->bare_number && !sign), room);
    auto value = number ? parse_number(*number) : std::nullopt;
    if (!value) return;
    ++of.numbers;
    if (sign) return ++of.signs, of.small += *value > 0 && *value <= 1, void();
    of.marked += cell.find_first_not_of("+-0123456789.,") != cell.npos;
    of.beyond += *value < 0 || *value > 100;
    of.between += *value > most_share && *value < least_usual;
    of.large += *value >= least_usual;
    if (*value <= 0 || *value >= 1) return;
    ++of.shares;
    auto text = shown_cell(cell);
    if (of.examples.size() < most_examples && std::ranges::find(of.examples, text) == of.examples.end())
        of.examples.push_back(std::move(text));
}

std::string PercentWatch::doubtful(const OfField& of) const
{
    if (of.shares == 0 || of.beyond > 0 || of.marked > 0) return "";
    auto shares = fmt::format("{} of {} numbers of {} {} between 0 and 1", of.shares, of.numbers, of.field->title,
                              of.shares == 1 ? "is" : "are");
    if (of.signs > 0) return of.small > 0 ? "" : fmt::format("{}, and {} have a percent sign.", shares, of.signs);
    bool apart = of.between == 0 && of.shares >= 2 && of.large >= 2;
    if (apart) return fmt::format("{}, and the others from {} to 100.", shares, least_usual);
    if (of.large + of.between > 0) return "";
    const auto* before = before_.of(of.field->name);
    if (before && before->fractions == 0 && before->largest >= least_usual && before->largest <= 100)
        return fmt::format("{}; those of the version before went up to {}.", shares, before->largest);
    // A share has no unit, and the file rules expect one.
    if (!before && !of.field->bare_number) return fmt::format("{}, and none has a percent sign.", shares);
    return "";
}

std::vector<Doubt> PercentWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) {
        auto evidence = doubtful(of);
        if (evidence.empty()) continue;
        auto& doubt = out.emplace_back();
        doubt.what = "scale";
        doubt.about = of.field->name;
        doubt.question = fmt::format("Are these numbers of {} parts of one or percentages?", of.field->title);
        doubt.evidence = std::move(evidence);
        doubt.consequence = "Read the wrong way, a number is a hundred times too large or too small.";
        doubt.alternatives = {{"percent", "Parts of one: make percentages of them", {}},
                              {"keep", "They are right as they stand", {}}};
        std::string room;
        for (const auto& cell : of.examples) {
            auto share = share_in(cell, style_of(of.decimal, of.field->bare_number), room);
            if (share) doubt.alternatives[0].sample.push_back(fmt::format("{} is {}%", cell, hundredfold(*share)));
            doubt.alternatives[1].sample.push_back(fmt::format("{} stays {}", cell, cell));
        }
    }
    return out;
}

PercentChanges::PercentChanges(const Contract& contract, const Matching& matching, const Choices& choices)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i)
        if (matching.from[i] && chosen(choices, "scale", fields[i].name) == "percent")
            fields_.push_back({i, *matching.from[i], number_marks(contract, fields[i]).decimal, fields[i].bare_number});
}

void PercentChanges::apply(const Chunk& chunk, Batch& batch) const
{
    std::string room;
    for (const auto& [index, column, decimal, bare] : fields_)
        for (auto row : batch.live) {
            if (column >= chunk.columns.size()) continue;
            auto cell = trim(chunk.cell(column, row));
            if (cell.contains('%')) continue;
            if (auto share = share_in(cell, style_of(decimal, bare), room))
                batch.columns[index][row] = batch.arena.copy(hundredfold(*share));
        }
}
} // namespace engine
