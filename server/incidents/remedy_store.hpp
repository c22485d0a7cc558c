#pragma once
// Applying a remedy to the latest file of an incident: what must hold, and the new run that it makes.
#include "server/incidents/attempt_store.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/incidents/known_error.hpp"
#include "server/incidents/remedy.hpp"
#include "server/runs/dry_runs.hpp"

namespace incidents
{
inline constexpr std::int64_t most_attempts = 2; // for an incident while it is open, by a version of its known error

// How a known error stands to an incident and to its latest run, in one statement.
struct Standing {
    std::int64_t id = 0, version = 1;
    std::string workaround{};
    Guard guard = Guard::ask;
    bool enabled = true;
    std::optional<std::string> valid_until{};
    std::int64_t tried = 0;            // since the incident was opened
    bool in_vain = false;              // on this file
    bool applied = false;              // to this run
    std::int64_t in_vain_lately = 0;   // on any file, within a day
    std::optional<std::string> busy{}; // the incident of the same feed that is being repaired
};
BOOST_DESCRIBE_STRUCT(Standing, (),
                      (id, version, workaround, guard, enabled, valid_until, tried, in_vain, applied, in_vain_lately,
                       busy))
Standing standing_of(db::Session& db, const Incident& incident, const std::string& now);
// What must hold of it, whoever asks.
std::vector<GuardRail> guards_of(const Standing& standing, const std::string& now);

// What is known before the engine is asked.
struct Applicable {
    Remedy remedy{};
    RunOutcome outcome{};       // of the latest run that shows the incident
    std::int64_t errors = 0;    // that must be fixed, in that run
    std::int64_t explained = 0; // of them by the known error
    std::int64_t held_back = 0; // rows
    std::vector<GuardRail> guards{};
};
// Refuses (not_found, or conflict where there is nothing that could be applied).
Result<Applicable> applicable(db::Session& db, const users::User& who, std::int64_t id);

// What applying it would do.
struct RemedyPreview {
    std::int64_t run_id = 0; // that it starts from
    std::string words;       // what is done
    bool allowed = false;    // all guards hold
    std::vector<GuardRail> guards{};
    std::int64_t rows = 0, rows_changed = 0;
    std::int64_t errors_before = 0, errors_after = 0; // findings that must be fixed, in all
    std::int64_t held_back_before = 0, held_back_after = 0;
    engine::Verdict verdict = engine::Verdict::publish; // of the new run
    std::vector<engine::Reason> reasons{};              // why it would wait for a person, or be refused
    std::vector<engine::StepExample> examples{};        // three at most

    using HoldsRowValues = void;
};
BOOST_DESCRIBE_STRUCT(RemedyPreview, (),
                      (run_id, words, allowed, guards, rows, rows_changed, errors_before, errors_after,
                       held_back_before, held_back_after, verdict, reasons, examples))
RemedyPreview preview_of(const Applicable& now, const runs::Answered& then);

// A new run over the same file; a held run before it ends. Refuses (conflict) where a guard does not hold, or where
// another run is the latest by now.
Result<runs::Run> apply_remedy(db::Session& db, const users::User& who, std::int64_t id, const RemedyPreview& seen,
                               const std::string& trace_id);
} // namespace incidents
