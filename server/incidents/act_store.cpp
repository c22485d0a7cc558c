#include "server/incidents/act_store.hpp"
#include "base/clock.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace
{
constexpr auto not_here = "There is no such issue.";

std::unexpected<Refusal> resolved_already(const Row& incident)
{
    return refuse(Why::conflict, fmt::format("{} is resolved already. Open it again first.", incident.name));
}

// One that is open, locked.
Result<Row> open_one(db::Session& db, const users::User& who, std::int64_t id)
{
    auto incident = to_act_on(db, who, id);
    if (incident && incident->state == IncidentState::resolved) return resolved_already(*incident);
    return incident;
}

std::string words_of(Cause cause)
{
    switch (cause) {
    case Cause::fixed_in_file:
        return "the sender corrected the file";
    case Cause::fixed_here:
        return "the rows were corrected here";
    case Cause::rules_changed:
        return "the file rules were changed";
    case Cause::source_repaired:
        return "the program that makes the file was repaired";
    case Cause::known_error:
        return "it is a known error with a workaround";
    case Cause::not_a_problem:
        return "it is no problem";
    case Cause::duplicate:
        return "it is the same as another";
    case Cause::arrived_well:
        return "a later file came without it";
    case Cause::repaired:
        return "it was repaired";
    case Cause::other:
        return "another reason";
    }
    return "";
}

// The most rows of its last occurrences: what counts as worse begins above.
std::int64_t worst_rows(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT COALESCE(MAX(rows), 0) FROM (SELECT rows FROM incident_occurrences WHERE incident_id = $1 AND NOT stale
                                             ORDER BY id DESC LIMIT 8) latest)sql";
    return db.value<std::int64_t>(sql, id);
}

Result<std::string> words_of(const SnoozeWish& wish, const std::string& now)
{
    int given = (wish.until_worse.value_or(false) ? 1 : 0) + wish.until.has_value() + wish.next_files.has_value();
    if (given > 1)
        return refuse(Why::invalid, "Put it away in one way: until it gets worse, until a day, or for files.");
    if (wish.next_files) {
        if (*wish.next_files < 1 || *wish.next_files > 52)
            return refuse(Why::invalid, "Between 1 and 52 files can be waited for.");
        return *wish.next_files == 1 ? std::string("until the next file")
                                     : fmt::format("until {} more files have come", *wish.next_files);
    }
    if (!wish.until) return std::string("until it gets worse");
    try {
        if (utc_text(parse_utc(*wish.until)) <= now)
            return refuse(Why::invalid, "The day to wait for has passed already.");
    } catch (const std::invalid_argument&) {
        return refuse(Why::invalid, "The day to wait for must be an instant such as 2026-12-07T07:00:00.000Z.");
    }
    return fmt::format("until {}", wish.until->substr(0, 10));
}

std::optional<KnownErrorRef> known_error_ref(db::Session& db, std::int64_t id)
{
    return db.find<KnownErrorRef>("SELECT id, key, title, kind FROM known_errors WHERE id = $1", id);
}
} // namespace

Result<Row> to_act_on(db::Session& db, const users::User& who, std::int64_t id)
{
    auto incident = lock(db, id);
    auto scope = users::scope_of(who);
    bool seen =
        incident && (incident->department_id ? scope.sees(*incident->department_id) : who.role != users::Role::user);
    if (!seen) return refuse(Why::not_found, not_here);
    if (incident->merged_into_id) {
        auto into = lock(db, *incident->merged_into_id);
        while (into && into->merged_into_id) into = lock(db, *into->merged_into_id);
        return refuse(Why::conflict, fmt::format("{} belongs to {} now. Work on that one, or take it out of it first.",
                                                 incident->name, into ? into->name : "another one"));
    }
    return *incident;
}

Result<void> assign(db::Session& db, const users::User& who, std::int64_t id, std::optional<std::int64_t> owner_id)
{
    static constexpr auto person = "SELECT id, name FROM users WHERE id = $1 AND disabled_at IS NULL";
    static constexpr auto member = R"sql(
        SELECT EXISTS (SELECT 1 FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.department_id = $2
                        WHERE u.id = $1 AND (u.role <> 'user' OR m.user_id IS NOT NULL)))sql";
    auto incident = open_one(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (owner_id == incident->owner_id) return {};
    std::string words = "Given to nobody.";
    if (owner_id) {
        auto owner = db.find<users::UserRef>(person, *owner_id);
        if (!owner) return refuse(Why::invalid, "There is no such person.");
        if (!db.value<bool>(member, *owner_id, incident->department_id))
            return refuse(Why::invalid, fmt::format("{} cannot see this department.", owner->name));
        words = *owner_id == who.id ? "Taken." : fmt::format("Given to {}.", owner->name);
    }
    db.exec("UPDATE incidents SET owner_id = $2 WHERE id = $1", id, owner_id);
    note(db, id, by_person(who, ActivityKind::assigned, words));
    changed(db, id, who.id);
    return {};
}

Result<void> acknowledge(db::Session& db, const users::User& who, std::int64_t id)
{
    auto incident = open_one(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (incident->state == IncidentState::acknowledged)
        return refuse(Why::conflict, fmt::format("{} is being handled already.", incident->name));
    forget_snooze(db, id);
    set_state(db, id, IncidentState::acknowledged);
    db.exec("UPDATE incidents SET owner_id = COALESCE(owner_id, $2) WHERE id = $1", id, who.id);
    note(db, id, by_person(who, ActivityKind::acknowledged, "Being handled."));
    changed(db, id, who.id);
    return {};
}

Result<void> wait(db::Session& db, const users::User& who, std::int64_t id, const std::optional<std::string>& comment)
{
    auto incident = open_one(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (!incident->department_id)
        return refuse(Why::conflict, "This is about the hub itself; there is no department to ask.");
    forget_snooze(db, id);
    set_state(db, id, IncidentState::waiting);
    note(db, id, by_person(who, ActivityKind::waiting, "Waits for the department.", comment));
    changed(db, id, who.id);
    return {};
}

Result<void> snooze(db::Session& db, const users::User& who, std::int64_t id, const SnoozeWish& wish)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_snoozes (incident_id, until, files_left, until_worse, worst_rows, severity, words, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql";
    auto incident = open_one(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    auto words = words_of(wish, db.now());
    if (!words) return std::unexpected(words.error());
    if (wish.next_files && !incident->feed_id)
        return refuse(Why::conflict, "This is about no regular file, so there is no next one to wait for.");
    bool until_worse = !wish.until && !wish.next_files;
    forget_snooze(db, id);
    set_state(db, id, IncidentState::snoozed);
    db.exec(sql, id, wish.until, wish.next_files, until_worse, worst_rows(db, id), incident->severity, *words,
            db.now());
    note(db, id, by_person(who, ActivityKind::snoozed, fmt::format("Put away {}.", *words)));
    changed(db, id, who.id);
    return {};
}

Result<void> resolve_by_hand(db::Session& db, const users::User& who, std::int64_t id, const ResolveWish& wish)
{
    auto incident = open_one(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (wish.cause == Cause::arrived_well || wish.cause == Cause::repaired)
        return refuse(Why::invalid, "That cause is given by a file that came in, or by a repair. Choose another.");
    if (wish.known_error_id)
        if (auto chosen = choose_known_error(db, who, id, wish.known_error_id); !chosen) return chosen;
    resolve(db, *incident, {ResolvedBy::person, wish.cause, who.id});
    note(db, id,
         by_person(who, ActivityKind::resolved, fmt::format("Resolved: {}.", words_of(wish.cause)), wish.comment));
    changed(db, id, who.id);
    return {};
}

Result<void> undo_resolve(db::Session& db, const users::User& who, std::int64_t id)
{
    static constexpr auto incident_sql = R"sql(
        UPDATE incidents SET state = CASE resolved_from WHEN 'snoozed' THEN 'new' ELSE resolved_from END,
               resolved_from = NULL, resolved_at = NULL, resolved_as_of = NULL, resolved_by = NULL,
               resolved_by_id = NULL, cause = NULL, resolved_in = NULL
         WHERE id = $1)sql";
    static constexpr auto period = R"sql(
        UPDATE incident_periods SET closed_at = NULL, closed_by = NULL, cause = NULL
         WHERE incident_id = $1 AND seq = (SELECT MAX(p.seq) FROM incident_periods p WHERE p.incident_id = $1))sql";
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (incident->state != IncidentState::resolved)
        return refuse(Why::conflict, fmt::format("{} is open, so there is nothing to undo.", incident->name));
    if (incident->resolved_by != ResolvedBy::person || !incident->resolved_from)
        return refuse(Why::conflict,
                      fmt::format("{} was not resolved by a person. Open it again instead.", incident->name));
    db.exec(incident_sql, id);
    db.exec(period, id);
    note(db, id, by_person(who, ActivityKind::undone, "Not resolved after all."));
    changed(db, id, who.id);
    return {};
}

Result<void> reopen(db::Session& db, const users::User& who, std::int64_t id, const std::optional<std::string>& comment)
{
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (incident->state != IncidentState::resolved)
        return refuse(Why::conflict, fmt::format("{} is open already.", incident->name));
    open_again(db, *incident, incident->owner_id ? IncidentState::acknowledged : IncidentState::fresh);
    note(db, id, by_person(who, ActivityKind::reopened, "Opened again.", comment));
    changed(db, id, who.id);
    return {};
}

Result<void> comment_on(db::Session& db, const users::User& who, std::int64_t id, const std::string& comment)
{
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    if (incident->department_id && !users::may_send_to(who, *incident->department_id))
        return refuse(Why::forbidden, "You may look at this department but not write here. An admin can allow you to.");
    note(db, id, by_person(who, ActivityKind::commented, "Commented.", comment));
    changed(db, id, who.id);
    return {};
}

Result<void> choose_known_error(db::Session& db, const users::User& who, std::int64_t id,
                                std::optional<std::int64_t> known_error_id)
{
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    std::string words = "It is not the known error that it was taken for.";
    if (known_error_id) {
        auto known = known_error_ref(db, *known_error_id);
        if (!known) return refuse(Why::invalid, "There is no such known error.");
        words = fmt::format("It is the known error “{}”.", known->title);
    }
    db.exec("UPDATE incidents SET known_error_id = $2, known_error_chosen = TRUE WHERE id = $1", id, known_error_id);
    note(db, id, by_person(who, ActivityKind::known_error, words));
    changed(db, id, who.id);
    return {};
}
} // namespace incidents
