#pragma once
// Reading incidents.
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/incidents/fingerprint.hpp"
#include "server/incidents/incident.hpp"

namespace incidents
{
// for_you: of a moderator what nobody has and what is theirs; of others what waits for their department.
// being_handled: acknowledged.
enum class IncidentTab { for_you, fresh, being_handled, waiting, snoozed, resolved, all };
inline auto boost_enum_descriptor_fn(IncidentTab**)
{
    return boost::describe::detail::enum_descriptor_fn_impl(
        0, SPELLED(IncidentTab, for_you, "for_you"), SPELLED(IncidentTab, fresh, "new"),
        SPELLED(IncidentTab, being_handled, "being_handled"), SPELLED(IncidentTab, waiting, "waiting"),
        SPELLED(IncidentTab, snoozed, "snoozed"), SPELLED(IncidentTab, resolved, "resolved"),
        SPELLED(IncidentTab, all, "all"));
}

struct IncidentFilter {
    IncidentTab tab = IncidentTab::for_you;
    std::optional<std::int64_t> department_id{}, feed_id{}, owner_id{}, known_error_id{}, run_id{};
    std::optional<IncidentKind> kind{};
    std::optional<IncidentSeverity> severity{};
    std::optional<ResolvedBy> resolved_by{};
    std::optional<std::string> search{}; // in the name, the title and the feed
};
// Orderings: -last_seen_at (default), first_seen_at, severity, rows, number. What was merged into another is in none.
Result<db::Page<Incident>> list(db::Session& db, const users::User& who, const IncidentFilter& filter,
                                const db::PageQuery& wanted);
std::optional<Incident> find(db::Session& db, const users::User& who, std::int64_t id);
std::optional<IncidentRef> find_ref(db::Session& db, const users::User& who, std::int64_t id);
// The one that asks for this person next, besides `id`.
std::optional<IncidentRef> next_for(db::Session& db, const users::User& who, std::int64_t id);
// Who changed it last.
std::string last_changed_by(db::Session& db, std::int64_t id);

struct TabCount {
    IncidentTab tab = IncidentTab::all;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TabCount, (), (tab, count))
struct TabCounts {
    std::vector<TabCount> results;
    std::int64_t fixed_by_themselves_this_week = 0;
};
BOOST_DESCRIBE_STRUCT(TabCounts, (), (results, fixed_by_themselves_this_week))
TabCounts counts(db::Session& db, const users::User& who, std::optional<std::int64_t> department_id);

// Why these occurrences are one incident.
struct IncidentKey {
    std::string fingerprint, basis;
    std::vector<KeyPart> parts;
    std::optional<IncidentRef> moved_from{}; // by merging
};
BOOST_DESCRIBE_STRUCT(IncidentKey, (), (fingerprint, basis, parts, moved_from))
std::vector<IncidentKey> keys_of(db::Session& db, std::int64_t id);

struct IncidentPeriod {
    std::int64_t seq = 1;
    std::string opened_at;
    std::optional<std::string> closed_at{};
    std::optional<ResolvedBy> closed_by{};
    std::optional<Cause> cause{};
};
BOOST_DESCRIBE_STRUCT(IncidentPeriod, (), (seq, opened_at, closed_at, closed_by, cause))
std::vector<IncidentPeriod> periods_of(db::Session& db, std::int64_t id);
std::vector<IncidentRef> merged_into(db::Session& db, std::int64_t id);

struct StateCount {
    IncidentState state = IncidentState::fresh;
    IncidentSeverity severity = IncidentSeverity::low;
    std::int64_t incidents = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, severity, incidents))
std::vector<StateCount> count_by_state(db::Session& db); // metrics
} // namespace incidents
