#include "engine/repair/repairs.hpp"
#include "engine/contract/choices.hpp"
#include "engine/repair/odd_texts.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
KnownErrorMatch KnownError::match(std::optional<std::string> column, std::int64_t count, std::string evidence,
                                  Remedy remedy) const
{
    KnownErrorMatch out;
    out.error = name;
    out.kind = kind;
    out.signature = out.error + (column ? ":" + *column : "");
    out.column = std::move(column);
    for (auto rule : rules)
        if (!rule.empty()) out.rules.emplace_back(rule);
    out.count = count;
    out.evidence = std::move(evidence);
    out.remedy = std::move(remedy);
    return out;
}

namespace
{
constexpr auto repaired = "repair"; // the answer that takes the remedy

bool acts(const Remedy& remedy)
{
    return remedy.kind == RemedyKind::reread || remedy.kind == RemedyKind::add_step ||
           remedy.kind == RemedyKind::fix_cells || remedy.kind == RemedyKind::map_column;
}

// Corrections of protected columns are seen by a person.
bool is_protected(const Evidence& evidence, const KnownErrorMatch& match)
{
    const auto* field = evidence.field_of(match.column);
    return field && field->is_protected;
}

Doubt doubt_of(const KnownErrorMatch& match, std::string keep)
{
    Doubt doubt;
    doubt.what = "repair";
    doubt.about = match.error;
    doubt.question = "May this be published?";
    doubt.evidence = match.evidence + " " + match.remedy.words;
    doubt.consequence = "What is published cannot be taken back from those who have read it.";
    if (acts(match.remedy)) doubt.alternatives.push_back({repaired, match.remedy.words, {}});
    doubt.alternatives.push_back({"keep", std::move(keep), {}});
    return doubt;
}

// The other order makes more sense of a column than the one that the file rules name.
Doubt other_order(const KnownErrorMatch& match)
{
    bool month_first = match.remedy.step.contains("order: mdy");
    auto doubt = doubt_of(match, "");
    doubt.what = "order";
    doubt.about = match.column.value();
    doubt.question = "Are these dates written day first or month first?";
    doubt.consequence = "The wrong order puts days into other months.";
    doubt.alternatives = {{"mdy", "Month first", {}}, {"dmy", "Day first", {}}};
    if (!month_first) std::swap(doubt.alternatives[0], doubt.alternatives[1]);
    return doubt;
}

// 1,234 is one thousand and more, or one and a bit.
Doubt other_numbers(const KnownErrorMatch& match, const Field& field)
{
    Doubt doubt;
    doubt.what = "numbers";
    doubt.about = field.name;
    doubt.question = fmt::format("Does {} have a decimal comma or a decimal point?", field.title);
    doubt.evidence = match.evidence;
    doubt.consequence = "The wrong mark makes a number a thousand times too large or too small.";
    doubt.alternatives = {{"comma", "A decimal comma: 1,234 is a little more than one", {}},
                          {"point", "A decimal point: 1,234 is more than a thousand", {}}};
    return doubt;
}

// What is asked about a match; nothing where its rows are held back anyway, or where it repairs itself.
std::optional<Doubt> question_about(const KnownErrorMatch& match, const Evidence& evidence)
{
    bool proposes = match.remedy.kind == RemedyKind::add_step;
    const auto* field = evidence.field_of(match.column);
    // Rows that are the same in every column can go: the first is as good as the others.
    if (match.error == same_key_twice.name && !proposes) return doubt_of(match, "Publish the first of each key");
    if (match.error == day_month_swap.name && proposes && field->date_order) return other_order(match);
    if (match.error == totals_row.name && match.kind == ErrorClass::meaning)
        return doubt_of(match, "They are records like the others");
    if (match.error == decimal_comma.name && match.kind == ErrorClass::meaning) return other_numbers(match, *field);
    // Without rules no row is held back for it.
    constexpr auto as_it_is = "Publish them as they stand";
    if (match.error == eaten_zeros.name && match.rules.empty()) return doubt_of(match, as_it_is);
    if (match.kind == ErrorClass::lost)
        return doubt_of(match, match.rules.empty() ? as_it_is : "Publish the other rows");
    if (match.kind == ErrorClass::format && acts(match.remedy)) return doubt_of(match, "Leave the file as it is");
    return std::nullopt;
}

// Whether there can be a known error that is not handled while the file is read: each has findings, or rows that look
// like totals, or a column that is not found, or contradicts how the file was said to be read.
bool is_suspect(const Prepared& prepared, const Evidence& evidence)
{
    const auto& asked = evidence.asked();
    bool told_how = asked.delimiter || asked.encoding || asked.header_row || asked.header_rows;
    bool is_missing = std::ranges::any_of(evidence.contract().schema.fields,
                                          [&](const Field& field) { return !evidence.column_of(field.name); });
    return !prepared.cards.empty() || prepared.verdict == Verdict::refuse || told_how || is_missing;
}

// Those that can act, or that are asked about: all but the ones that only say what was done.
constexpr const KnownError* acting[] = {
    &wrong_encoding, &double_encoding, &mark_in_header, &wrong_delimiter, &header_below_notes, &two_header_rows,
    &totals_row,     &eaten_zeros,     &scientific_ids, &serial_dates,    &day_month_swap,     &decimal_comma,
    &same_key_twice, &near_value,      &renamed_column, &unknown_student,
};
} // namespace

Treatment treat_known_errors(const Job& job, const Prepared& prepared, std::span<const TextTrace> texts)
{
    Treatment out;
    Evidence evidence(job, prepared);
    auto matches = match_odd_texts(evidence.contract().schema, texts);
    if (is_suspect(prepared, evidence))
        for (const auto* error : acting) error->find(*error, evidence, matches);
    for (auto& match : matches) {
        auto answer = chosen(job.choices, "repair", match.error);
        auto doubt = question_about(match, evidence);
        bool is_kept = is_protected(evidence, match);
        // What was not asked of a protected column is no answer about it: its rows are corrected by hand.
        bool wanted = answer && *answer == repaired && (!is_kept || doubt);
        bool by_itself = !answer && match.kind == ErrorClass::format && !is_kept;
        if (acts(match.remedy) && (wanted || by_itself))
            out.repairs.push_back(std::move(match));
        else if (doubt) {
            auto same = std::ranges::find(out.doubts, doubt->id(), &Doubt::id);
            if (same == out.doubts.end())
                out.doubts.push_back(std::move(*doubt));
            else
                same->evidence += " " + doubt->evidence;
        }
    }
    return out;
}

std::vector<KnownErrorMatch> match_known_errors(const Job& job, const Prepared& prepared)
{
    Evidence evidence(job, prepared);
    std::vector<KnownErrorMatch> out;
    for (const auto* error : known_errors) error->find(*error, evidence, out);
    return out;
}
} // namespace engine
