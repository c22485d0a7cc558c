#include "engine/repair/repairs.hpp"

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
Doubt doubt_of(const KnownErrorMatch& match, std::string keep)
{
    Doubt doubt;
    doubt.what = "repair";
    doubt.about = match.error;
    doubt.question = "May this be published?";
    doubt.evidence = match.evidence + " " + match.remedy.words;
    doubt.consequence = "What is published cannot be taken back from those who have read it.";
    doubt.alternatives = {{"keep", std::move(keep), {}}};
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
} // namespace

std::vector<Doubt> doubts_of_known_errors(const Job& job, const Prepared& prepared)
{
    std::vector<Doubt> out;
    if (prepared.cards.empty()) return out; // each of these has findings
    Evidence evidence(job, prepared);
    std::vector<KnownErrorMatch> matches;
    for (const auto* error : {&day_month_swap, &same_key_twice, &scientific_ids})
        error->find(*error, evidence, matches);
    for (const auto& match : matches) {
        // Rows that are the same in every column can go: the first is as good as the others.
        bool proposes = match.remedy.kind == RemedyKind::add_step;
        if (match.error == same_key_twice.name && !proposes)
            out.push_back(doubt_of(match, "Publish the first of each key"));
        if (match.error == day_month_swap.name && proposes && evidence.field_of(match.column)->date_order)
            out.push_back(other_order(match));
        if (match.kind == ErrorClass::lost) out.push_back(doubt_of(match, "Publish the other rows"));
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
