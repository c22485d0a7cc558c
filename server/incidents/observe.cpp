#include "server/incidents/observation.hpp"
#include "server/incidents/remedy.hpp"
#include "server/incidents/shipped.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
bool is_out(const RunOutcome& outcome) { return outcome.run.state == runs::RunState::succeeded; }

// “Student id” for student_id.
std::string words_of(std::string_view name)
{
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

class Observing
{
public:
    explicit Observing(const RunOutcome& outcome) : outcome_(outcome) {}

    std::vector<Observation> all()
    {
        for (const auto& repair : outcome_.repairs) see_repair(repair);
        for (const auto& match : outcome_.known_errors) see_match(match);
        for (const auto& doubt : outcome_.doubts) see_doubt(doubt);
        for (const auto& card : outcome_.cards) see_card(card);
        see_reasons();
        return std::move(found_);
    }

private:
    IncidentSeverity weight() const { return is_out(outcome_) ? IncidentSeverity::low : IncidentSeverity::high; }

    Observation& add(IncidentKind kind, std::string about, std::optional<std::string> column, std::string title)
    {
        Observation one;
        one.identity = {kind, outcome_.run.feed, outcome_.run.department, std::move(about), std::move(column)};
        one.severity = weight();
        one.title = std::move(title);
        return found_.emplace_back(std::move(one));
    }

    Observation& add_known(const std::string& error, const std::optional<std::string>& column)
    {
        auto same = std::ranges::find_if(
            found_, [&](const Observation& one) { return one.known_error == error && one.identity.column == column; });
        if (same != found_.end()) return *same;
        const auto* shipped = find_shipped(error);
        std::string title(shipped ? shipped->title : std::string_view(error));
        if (column) title = fmt::format("{}: {}", words_of(*column), title);
        auto& one = add(IncidentKind::known_error, error, column, title);
        one.known_error = error;
        return one;
    }

    void see_repair(const engine::AppliedRepair& repair)
    {
        auto& one = add_known(repair.error, repair.column);
        one.severity = IncidentSeverity::info;
        one.rows += repair.count;
        one.repaired = {one.rows, repair.errors_before, repair.errors_after};
    }

    void see_match(const engine::KnownErrorMatch& match)
    {
        bool handled = match.kind == engine::ErrorClass::format && match.remedy.kind == engine::RemedyKind::handled;
        auto& one = add_known(match.error, match.column);
        if (one.repaired && (handled || !still_there(match, outcome_.repairs))) return;
        one.rows = match.count;
        one.severity = handled ? IncidentSeverity::info : weight();
        one.repaired.reset();
        if (handled) one.repaired = Repaired{match.count};
        if (!handled) explained_.push_back(&match);
    }

    void see_doubt(const engine::Doubt& doubt)
    {
        if (doubt.outcome != engine::DoubtOutcome::asked || is_out(outcome_)) return;
        if (doubt.what == "repair" && find_shipped(doubt.about)) {
            bool seen = std::ranges::any_of(
                found_, [&](const Observation& one) { return one.known_error == doubt.about && !one.repaired; });
            if (!seen) add_known(doubt.about, std::nullopt);
            return;
        }
        bool explained =
            std::ranges::any_of(explained_, [&](const auto* match) { return match->column == doubt.about; });
        if (explained) return;
        std::optional<std::string> column;
        if (!doubt.about.empty()) column = doubt.about;
        add(IncidentKind::doubt, doubt.what, column,
            column ? fmt::format("{}: a question about the file is open", words_of(*column))
                   : "A question about the file is open");
    }

    bool is_explained(const engine::Card& card) const
    {
        return std::ranges::any_of(explained_, [&](const engine::KnownErrorMatch* match) {
            return (!match->column || match->column == card.column) &&
                   std::ranges::find(match->rules, card.rule) != match->rules.end();
        });
    }

    void see_card(const engine::Card& card)
    {
        if (is_explained(card)) return;
        bool drift = card.rule.starts_with("column_");
        if (card.severity != engine::Severity::error && !drift) return;
        auto kind = drift ? IncidentKind::drift : IncidentKind::rows;
        auto same = std::ranges::find_if(found_, [&](const Observation& one) {
            return one.identity.kind == kind && one.identity.about == card.rule && one.identity.column == card.column;
        });
        if (same != found_.end()) {
            same->rows += card.count;
            return;
        }
        auto& one = add(kind, card.rule, card.column, card.title);
        one.rows = card.count;
    }

    // A reason that what was seen already explains is no incident of its own.
    void see_reasons()
    {
        if (is_out(outcome_)) return;
        auto reasons = outcome_.reasons;
        if (reasons.empty() && outcome_.run.reason) reasons = {*outcome_.run.reason};
        bool rows_wait = std::ranges::any_of(found_, [](const Observation& one) { return !one.repaired; });
        for (const auto& reason : reasons) {
            bool asked = std::ranges::any_of(outcome_.doubts, [&](const engine::Doubt& doubt) {
                return doubt.what == reason.code && doubt.outcome == engine::DoubtOutcome::asked;
            });
            if (asked || (reason.code == "bad_rows" && rows_wait)) continue;
            see_reason(reason);
        }
    }

    void see_reason(const engine::Reason& reason);

    const RunOutcome& outcome_;
    std::vector<Observation> found_;
    std::vector<const engine::KnownErrorMatch*> explained_;
};

struct ReasonWords {
    std::string_view code, title;
};
// Of the limits and accidents that a run names itself; never its own sentence, which may quote the file.
constexpr ReasonWords reason_words[] = {
    {"bad_rows", "Too many rows have problems"},
    {"gone", "Too many rows are gone"},
    {"changed", "Too many rows changed"},
    {"history", "The number of rows is unlike before"},
    {"second_file", "A second file for the same period"},
    {"second_person", "A second person must look at corrections"},
    {"no_table", "No table that fits the file rules"},
    {"ambiguous_table", "Several tables could be meant"},
    {"unconfirmed_table", "Somebody must say whether this is the table"},
    {"missing_column", "A column is missing"},
    {"ambiguous_column", "Two columns could be meant"},
    {"ambiguous_dates", "Dates that can be read in two ways"},
    {"password", "The file is locked with a password"},
    {"empty", "The file is empty"},
    {"scanned", "The file is a scan without text"},
    {"unsupported", "A kind of file that cannot be read"},
    {"damaged", "The file is damaged"},
    {"bad_contract", "The file rules have an error"},
    {"crashed", "Reading the file ended the reader"},
    {"out_of_memory", "Reading the file took too much memory"},
    {"too_slow", "Reading the file took too long"},
    {"refused_by_sandbox", "Reading the file did what it must not"},
    {"storage_full", "There was no room to store the results"},
    {"storage_unreachable", "The storage did not answer"},
    {"file_missing", "A stored file is missing"},
    {"file_damaged", "A stored file is damaged"},
    {"ledger", "The rows did not add up"},
    {"accident", "The run stopped by an accident"},
};

std::string title_of(const engine::Reason& reason, IncidentKind kind)
{
    auto words = std::ranges::find(reason_words, reason.code, &ReasonWords::code);
    if (words != std::end(reason_words)) return std::string(words->title);
    return kind == IncidentKind::held ? "The file waits for a decision" : "The file could not be taken";
}

IncidentKind kind_of(const engine::Reason& reason, runs::RunState state)
{
    constexpr std::string_view deaths[] = {"crashed", "out_of_memory", "too_slow", "refused_by_sandbox"};
    constexpr std::string_view accidents[] = {"accident",     "storage_full", "storage_unreachable",
                                              "file_missing", "file_damaged", "ledger"};
    if (state == runs::RunState::quarantined) return IncidentKind::quarantined;
    if (state == runs::RunState::held) return IncidentKind::held;
    if (std::ranges::find(deaths, reason.code) != std::end(deaths)) return IncidentKind::crash;
    if (std::ranges::find(accidents, reason.code) != std::end(accidents)) return IncidentKind::failed;
    return IncidentKind::refused;
}

void Observing::see_reason(const engine::Reason& reason)
{
    auto kind = kind_of(reason, outcome_.run.state);
    auto& one = add(kind, reason.code, std::nullopt, title_of(reason, kind));
    if (kind == IncidentKind::quarantined) one.severity = IncidentSeverity::critical;
}
} // namespace

std::vector<Observation> observations_of(const RunOutcome& outcome) { return Observing(outcome).all(); }
} // namespace incidents
