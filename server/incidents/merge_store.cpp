#include "server/incidents/act_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
// Counts of one whose occurrences came or went.
void count_anew(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        UPDATE incidents SET
               occurrences = (SELECT COUNT(*) FROM incident_occurrences o WHERE o.incident_id = $1 AND NOT o.stale),
               rows = COALESCE((SELECT o.rows FROM incident_occurrences o WHERE o.incident_id = $1 AND NOT o.stale
                                 ORDER BY o.id DESC LIMIT 1), 0),
               latest_run_id = (SELECT MAX(o.run_id) FROM incident_occurrences o WHERE o.incident_id = $1),
               last_seen_at = COALESCE((SELECT MAX(o.at) FROM incident_occurrences o WHERE o.incident_id = $1),
                                       last_seen_at)
         WHERE id = $1)sql";
    db.exec(sql, id);
}

// A key remembers whose it was at first, so that taking that one out again finds everything.
void move_keys(db::Session& db, std::int64_t from, std::int64_t into)
{
    static constexpr auto keys = R"sql(
        UPDATE incident_keys SET incident_id = $2, moved_from_id = COALESCE(moved_from_id, $1), moved_at = $3
         WHERE incident_id = $1)sql";
    db.exec(keys, from, into, db.now());
    db.exec("UPDATE incident_occurrences SET incident_id = $2 WHERE incident_id = $1", from, into);
}

// Back to it, with what was merged into it before.
void take_keys_back(db::Session& db, std::int64_t from, std::int64_t into)
{
    static constexpr auto occurrences = R"sql(
        WITH RECURSIVE below (id) AS (
            SELECT i.id FROM incidents i WHERE i.id = $2
             UNION ALL SELECT i.id FROM incidents i JOIN below b ON i.merged_into_id = b.id)
        UPDATE incident_occurrences SET incident_id = $2
         WHERE incident_id = $1 AND fingerprint IN (
               SELECT k.fingerprint FROM incident_keys k WHERE k.moved_from_id IN (SELECT below.id FROM below)))sql";
    static constexpr auto keys = R"sql(
        WITH RECURSIVE below (id) AS (
            SELECT i.id FROM incidents i WHERE i.id = $2
             UNION ALL SELECT i.id FROM incidents i JOIN below b ON i.merged_into_id = b.id)
        UPDATE incident_keys SET incident_id = $2
         WHERE incident_id = $1 AND moved_from_id IN (SELECT below.id FROM below))sql";
    static constexpr auto home = R"sql(
        UPDATE incident_keys SET moved_from_id = NULL, moved_at = NULL WHERE incident_id = $1 AND moved_from_id = $1)sql";
    db.exec(occurrences, from, into);
    db.exec(keys, from, into);
    db.exec(home, into);
}
} // namespace

Result<void> merge(db::Session& db, const users::User& who, std::int64_t into, const std::vector<std::int64_t>& ids)
{
    auto target = to_act_on(db, who, into);
    if (!target) return std::unexpected(target.error());
    std::vector<Row> others;
    auto sorted = ids; // locked in one order by everybody
    std::ranges::sort(sorted);
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (auto id : sorted) {
        if (id == into) return refuse(Why::conflict, fmt::format("{} cannot be merged into itself.", target->name));
        auto other = to_act_on(db, who, id);
        if (!other) return std::unexpected(other.error());
        if (other->department_id != target->department_id)
            return refuse(Why::conflict,
                          fmt::format("{} and {} belong to different departments, whose people do not see "
                                      "each other's issues.",
                                      other->name, target->name));
        if (target->state == IncidentState::resolved && other->state != IncidentState::resolved)
            return refuse(Why::conflict, fmt::format("{} is resolved and {} is open. Open {} again first.",
                                                     target->name, other->name, target->name));
        others.push_back(*other);
    }
    for (const auto& other : others) {
        move_keys(db, other.id, into);
        db.exec("UPDATE incidents SET merged_into_id = $2 WHERE id = $1", other.id, into);
        note(db, into, by_person(who, ActivityKind::merged, fmt::format("{} was merged into this one.", other.name)));
        note(db, other.id, by_person(who, ActivityKind::merged_from, fmt::format("Merged into {}.", target->name)));
        count_anew(db, other.id);
        changed(db, other.id, who.id);
    }
    count_anew(db, into);
    changed(db, into, who.id);
    return {};
}

Result<void> unmerge(db::Session& db, const users::User& who, std::int64_t from, std::int64_t id)
{
    auto target = to_act_on(db, who, from);
    if (!target) return std::unexpected(target.error());
    auto other = lock(db, id);
    auto above = other;
    while (above && above->merged_into_id && above->merged_into_id != from) above = lock(db, *above->merged_into_id);
    if (!above || above->merged_into_id != from)
        return refuse(Why::conflict, fmt::format("That one is not part of {}.", target->name));
    take_keys_back(db, from, id);
    db.exec("UPDATE incidents SET merged_into_id = NULL WHERE id = $1", id);
    note(db, from, by_person(who, ActivityKind::unmerged, fmt::format("{} was taken out again.", other->name)));
    note(db, id, by_person(who, ActivityKind::unmerged, fmt::format("Taken out of {} again.", target->name)));
    for (auto one : {from, id}) {
        count_anew(db, one);
        changed(db, one, who.id);
    }
    return {};
}
} // namespace incidents
