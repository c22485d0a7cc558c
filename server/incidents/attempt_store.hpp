#pragma once
// What was tried against an incident, and what came of it.
#include "server/incidents/observation.hpp"
#include "server/incidents/row_store.hpp"
#include <set>

namespace incidents
{
enum class AttemptState { proposed, approved, running, worked, no_effect, failed, skipped, reverted };
BOOST_DESCRIBE_ENUM(AttemptState, proposed, approved, running, worked, no_effect, failed, skipped, reverted)

// Something that must hold before a remedy acts.
struct GuardRail {
    std::string words;
    bool holds = false;
    std::optional<std::string> why_not{}; // a sentence, where it does not
};
BOOST_DESCRIBE_STRUCT(GuardRail, (), (words, holds, why_not))

struct Attempt {
    std::int64_t id = 0;
    KnownErrorRef known_error{};
    std::int64_t version = 1;
    AttemptState state = AttemptState::proposed;
    std::string words; // what the remedy does
    std::optional<std::string> why_skipped{};
    std::optional<std::int64_t> run_id{}, run_after_id{};
    std::int64_t rows_changed = 0;
    std::optional<std::int64_t> errors_before{}, errors_after{}; // findings that must be fixed, in all
    std::string at;
    std::optional<users::UserRef> approved_by{};
    std::vector<GuardRail> guards{};
};
BOOST_DESCRIBE_STRUCT(Attempt, (),
                      (id, known_error, version, state, words, why_skipped, run_id, run_after_id, rows_changed,
                       errors_before, errors_after, at, approved_by, guards))
std::vector<Attempt> attempts_of(db::Session& db, std::int64_t incident_id); // the newest first

// Gives the incident the known error that it looks like, unless a person chose one, and counts the hit.
void link_known_error(db::Session& db, const Row& incident, const Observation& seen);
// It is open: what its known error proposes, or why it does nothing.
void propose(db::Session& db, const Row& incident, const Observation& seen, const RunOutcome& outcome);
// The run repaired it. True where a person had chosen that.
bool record_repair(db::Session& db, const Row& incident, const Observation& seen, const runs::Run& run,
                   std::optional<std::int64_t> started_by);
// What is known of an incident still to be the matter, by the key of its known error.
using StillThere = std::set<std::pair<std::int64_t, std::string>>;
// The run may be one that a remedy has made: what came of it. The incidents that it has dealt with.
std::set<std::int64_t> settle_remedies(db::Session& db, const runs::Run& run, const StillThere& still);
// The file went on without the incident: `approver` where a person dealt with this file.
void settle_proposals(db::Session& db, const Row& incident, const runs::Run& run, std::optional<std::int64_t> approver);
// It is back though a remedy had resolved it.
void count_came_back(db::Session& db, const Row& incident);
} // namespace incidents
