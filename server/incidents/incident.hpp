#pragma once
// What needs a person or a remedy, from when it is first seen to when it is resolved, and again when it comes back.
#include "engine/repair/known_error.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/incidents/spelled_enum.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace incidents
{
// `fresh` is “new” in every text; the language keeps that word.
enum class IncidentState { fresh, acknowledged, waiting, snoozed, resolved };
inline auto boost_enum_descriptor_fn(IncidentState**)
{
    return boost::describe::detail::enum_descriptor_fn_impl(
        0, SPELLED(IncidentState, fresh, "new"), SPELLED(IncidentState, acknowledged, "acknowledged"),
        SPELLED(IncidentState, waiting, "waiting"), SPELLED(IncidentState, snoozed, "snoozed"),
        SPELLED(IncidentState, resolved, "resolved"));
}

// rows: findings that must be fixed, by rule and column. known_error: what no card or question stands for. held: a
// limit, or the safety hold. refused: the file does not fit. failed: an accident. late: a
// due file. source: a place that cannot be read or is paused.
enum class IncidentKind {
    rows,
    known_error,
    doubt,
    held,
    drift,
    refused,
    failed,
    crash,
    quarantined,
    mail,
    storage,
    manual,
    late,
    source
};
BOOST_DESCRIBE_ENUM(IncidentKind, rows, known_error, doubt, held, drift, refused, failed, crash, quarantined, mail,
                    storage, manual, late, source)

// info: dealt with. low: a report is out, some rows wait. high: nothing is published. critical: the hub itself, or a
// file that kills its worker.
enum class IncidentSeverity { info, low, high, critical };
BOOST_DESCRIBE_ENUM(IncidentSeverity, info, low, high, critical)

enum class ResolvedBy { person, remedy, arrival };
BOOST_DESCRIBE_ENUM(ResolvedBy, person, remedy, arrival)

// arrived_well is given by arrival only, repaired by a remedy only.
enum class Cause {
    fixed_in_file,
    fixed_here,
    rules_changed,
    source_repaired,
    known_error,
    not_a_problem,
    duplicate,
    arrived_well,
    repaired,
    other
};
BOOST_DESCRIBE_ENUM(Cause, fixed_in_file, fixed_here, rules_changed, source_repaired, known_error, not_a_problem,
                    duplicate, arrived_well, repaired, other)

enum class Actor { person, remedy, schedule, system };
BOOST_DESCRIBE_ENUM(Actor, person, remedy, schedule, system)

struct IncidentRef {
    std::int64_t id = 0;
    std::string name; // “FEES-12”
    std::string title;
};
BOOST_DESCRIBE_STRUCT(IncidentRef, (), (id, name, title))

struct KnownErrorRef {
    std::int64_t id = 0;
    std::string key, title;
    engine::ErrorClass kind = engine::ErrorClass::format;
};
BOOST_DESCRIBE_STRUCT(KnownErrorRef, (), (id, key, title, kind))

// What an incident of the kind late is about; gone where it is no longer expected.
struct LateFile {
    std::int64_t id = 0;
    std::string period;
};
BOOST_DESCRIBE_STRUCT(LateFile, (), (id, period))

// What an incident of the kind source is about; gone where it was removed.
struct FailingSource {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(FailingSource, (), (id, name))

// One of the last files of the feed.
struct FileBar {
    std::int64_t run_id = 0; // the last over the file
    std::string period, at;
    std::int64_t rows = 0;
    bool hit = false; // the incident occurred in it
};
BOOST_DESCRIBE_STRUCT(FileBar, (), (run_id, period, at, rows, hit))
inline constexpr std::int64_t most_bars = 8;

struct Incident {
    std::int64_t id = 0;
    std::string name;                                       // “FEES-12”, “HUB-3” of the hub itself
    std::optional<departments::DepartmentRef> department{}; // none: the hub itself
    std::optional<feeds::FeedRef> feed{};
    IncidentKind kind = IncidentKind::manual;
    IncidentSeverity severity = IncidentSeverity::low;
    IncidentState state = IncidentState::fresh;
    std::string title; // words of the rules, never of a row
    std::string about; // the rule, known error, question or reason
    std::optional<std::string> column{};
    std::optional<LateFile> due_file{};
    std::optional<FailingSource> source{};
    std::optional<KnownErrorRef> known_error{};
    bool repairs_itself = false;
    std::optional<users::UserRef> owner{};
    std::string first_seen_at, last_seen_at;
    std::int64_t occurrences = 0, rows = 0, reopened = 0;
    std::int64_t age_days = 0; // school days since it was opened this time
    std::optional<std::int64_t> latest_run_id{};
    std::optional<std::string> resolved_at{};
    std::optional<ResolvedBy> resolved_by{};
    std::optional<users::UserRef> resolved_by_person{};
    std::optional<Cause> cause{};
    std::optional<std::string> snoozed_until{}, snoozed_words{}, came_back_words{};
    std::optional<IncidentRef> merged_into{};
    std::int64_t version = 1;
    std::vector<FileBar> bars{}; // the oldest first
    std::int64_t files_hit = 0, files_seen = 0;
};
BOOST_DESCRIBE_STRUCT(Incident, (),
                      (id, name, department, feed, kind, severity, state, title, about, column, due_file, source,
                       known_error, repairs_itself, owner, first_seen_at, last_seen_at, occurrences, rows, reopened,
                       age_days, latest_run_id, resolved_at, resolved_by, resolved_by_person, cause, snoozed_until,
                       snoozed_words, came_back_words, merged_into, version, bars, files_hit, files_seen))

// What the live stream says of a change.
struct IncidentEvent {
    std::int64_t id = 0;
    std::string name;
    IncidentState state = IncidentState::fresh;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(IncidentEvent, (), (id, name, state, version))

inline IncidentRef ref_of(const Incident& incident) { return {incident.id, incident.name, incident.title}; }
} // namespace incidents
