#pragma once
// One incident as the stores that change it hold it, its row locked until their transaction ends; and the changes that
// several of them make.
#include "server/db/session.hpp"
#include "server/incidents/incident.hpp"
#include <optional>
#include <string>

namespace incidents
{
// One column of a row.
struct IdOnly {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(IdOnly, (), (id))

struct Row {
    std::int64_t id = 0;
    std::optional<std::int64_t> department_id, feed_id;
    std::string name, title;
    IncidentSeverity severity = IncidentSeverity::low;
    IncidentState state = IncidentState::fresh;
    std::int64_t rows = 0;
    std::optional<std::int64_t> owner_id, known_error_id;
    bool known_error_chosen = false;
    std::optional<std::int64_t> latest_run_id;
    std::optional<std::string> resolved_as_of;
    std::optional<ResolvedBy> resolved_by;
    std::optional<IncidentState> resolved_from;
    std::optional<std::int64_t> resolved_in, merged_into_id;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, department_id, feed_id, name, title, severity, state, rows, owner_id, known_error_id,
                       known_error_chosen, latest_run_id, resolved_as_of, resolved_by, resolved_from, resolved_in,
                       merged_into_id, version))
std::optional<Row> lock(db::Session& db, std::int64_t id);

enum class ActivityKind {
    opened,
    occurred,
    worse,
    assigned,
    acknowledged,
    snoozed,
    woke,
    waiting,
    resolved,
    undone,
    reopened,
    merged,
    merged_from,
    unmerged,
    commented,
    remedy,
    known_error
};
BOOST_DESCRIBE_ENUM(ActivityKind, opened, occurred, worse, assigned, acknowledged, snoozed, woke, waiting, resolved,
                    undone, reopened, merged, merged_from, unmerged, commented, remedy, known_error)

struct Happened {
    ActivityKind kind = ActivityKind::occurred;
    Actor actor = Actor::system;
    std::string words; // a sentence, never a value of a row
    std::optional<std::int64_t> person_id{};
    std::optional<std::string> comment{};
    std::optional<std::int64_t> run_id{};
};
Happened by_person(const users::User& who, ActivityKind kind, std::string words,
                   std::optional<std::string> comment = {});
// Into the stream of the incident.
void note(db::Session& db, std::int64_t id, const Happened& what);

// Raises the version, and tells who listens; the last word of every change. `by` where a person made it.
void changed(db::Session& db, std::int64_t id, std::optional<std::int64_t> by = {});

struct Resolution {
    ResolvedBy by = ResolvedBy::person;
    Cause cause = Cause::other;
    std::optional<std::int64_t> person_id{};
    std::optional<std::string> as_of{};             // files sent after it are a regression; now where it is not said
    std::optional<std::int64_t> contract_version{}; // the one in force where it is not said
};
// Closes the period. Says nothing in the stream.
void resolve(db::Session& db, const Row& incident, const Resolution& how);
void begin_period(db::Session& db, std::int64_t id);
// Opens another period. Says nothing in the stream.
void open_again(db::Session& db, const Row& incident, IncidentState state);
void set_state(db::Session& db, std::int64_t id, IncidentState state);
// From snoozed to new, with why; in the stream as well.
void wake(db::Session& db, std::int64_t id, const std::string& why);
void forget_snooze(db::Session& db, std::int64_t id);
} // namespace incidents
