#include "engine/doubts/percents.hpp"
#include "engine/contract/number_marks.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/doubts/scale_changes.hpp"
#include "engine/names/names.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t most_examples = 3;
constexpr double least_usual = 20, most_share = 1.5,
                 least_share = 0.2; // a usual percentage of attendance or marks; a share and a bit
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

void PercentWatch::see_formats(std::span<const Finding> findings)
{
    for (const auto& finding : findings)
        if (auto cells = noted_in(finding); cells && cells->note == CellNote::percents)
            for (auto& of : fields_)
                if (of.column == cells->column) of.shown += cells->count;
}

void PercentWatch::see_cell(OfField& of, std::string_view cell, std::string& room)
{
    bool sign = cell.ends_with('%') || cell.starts_with('%');
    auto number = canonical_number(cell, scale_style(of.decimal, of.field->bare_number && !sign), room);
    auto value = number ? parse_number(*number) : std::nullopt;
    if (!value) return;
    ++of.numbers;
    if (sign) return ++of.signs, of.small += *value > 0 && *value <= 1, void();
    of.marked += cell.find_first_not_of("+-0123456789.,") != cell.npos;
    of.beyond += *value < 0 || *value > 100;
    of.between += *value > most_share && *value < least_usual;
    of.large += *value >= least_usual;
    of.usual_shares += *value >= least_share && *value < 1;
    if (*value <= 0 || *value >= 1) return;
    ++of.shares;
    auto text = shown_cell(cell);
    if (of.examples.size() < most_examples && std::ranges::find(of.examples, text) == of.examples.end())
        of.examples.push_back(std::move(text));
}

std::string PercentWatch::doubtful(const OfField& of) const
{
    if (of.shown > 0 && of.shown < of.numbers && of.large + of.between > 0)
        return fmt::format("The sheet shows {} of {} numbers of {} with a percent sign and keeps them as parts of one; "
                           "the others are no parts of one.",
                           of.shown, of.numbers, of.field->title);
    if (of.shares == 0 || of.beyond > 0 || of.marked > 0) return "";
    auto shares = fmt::format("{} of {} numbers of {} {} between 0 and 1", of.shares, of.numbers, of.field->title,
                              of.shares == 1 ? "is" : "are");
    if (of.signs > 0) return of.small > 0 ? "" : fmt::format("{}, and {} have a percent sign.", shares, of.signs);
    bool apart = of.between == 0 && of.large >= 2 && (of.shares >= 2 || of.usual_shares == 1);
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
        auto style = scale_style(of.decimal, of.field->bare_number);
        for (const auto& cell : of.examples) {
            if (auto number = rescaled(cell, style, *scale_change("percent")))
                doubt.alternatives[0].sample.push_back(fmt::format("{} is {}%", cell, *number));
            doubt.alternatives[1].sample.push_back(fmt::format("{} stays {}", cell, cell));
        }
    }
    return out;
}
} // namespace engine
