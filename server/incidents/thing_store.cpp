#include "server/incidents/thing_store.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/sources/source_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
struct Place {
    std::int64_t id = 0;
    std::string name;
    bool stands = false, keeps_failing = false;
    std::string since; // the later of failing and being paused
    std::optional<departments::DepartmentRef> department{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, name, stands, keeps_failing, since, department))

std::optional<Place> find_place(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT s.id, s.name, s.enabled AND (s.keeps_failing OR s.paused_reason IS NOT NULL) AS stands, s.keeps_failing,
               CASE WHEN s.keeps_failing AND COALESCE(s.failing_since, '') > COALESCE(s.paused_at, '')
                    THEN s.failing_since ELSE COALESCE(s.paused_at, s.failing_since, '') END AS since,
               d.id AS department_id, d.key AS department_key, d.name AS department_name
          FROM sources s LEFT JOIN feeds f ON f.id = s.feed_id LEFT JOIN departments d ON d.id = f.department_id
         WHERE s.id = $1)sql";
    return db.find<Place>(sql, id);
}

std::string named(const arrivals::DueFile& file)
{
    if (file.period_label.empty()) return file.feed.title;
    return fmt::format("{} for {}", file.feed.title, file.period_label);
}

Observation seen_late(const arrivals::DueFile& file)
{
    Observation seen;
    seen.identity.kind = IncidentKind::late;
    seen.identity.feed = file.feed;
    seen.identity.department = file.department;
    seen.identity.about = "late";
    seen.identity.due_file = Thing{file.id, named(file)};
    seen.severity = IncidentSeverity::high;
    seen.title = fmt::format("{} has not come", named(file));
    return seen;
}

Observation seen_failing(const Place& place)
{
    Observation seen;
    seen.identity.kind = IncidentKind::source;
    seen.identity.department = place.department;
    seen.identity.about = "not picked up";
    seen.identity.source = Thing{place.id, place.name};
    seen.severity = place.keeps_failing ? IncidentSeverity::high : IncidentSeverity::low;
    seen.title = fmt::format("{} {}", place.name, place.keeps_failing ? "cannot be read" : "is paused");
    return seen;
}

// Once for as long as it lasts: what a person resolved meanwhile stays resolved, what closed by itself comes back.
std::int64_t see_once(db::Session& db, const Observation& seen, const std::string& since)
{
    auto before = seen_before(db, seen.identity);
    if (before && (before->open || since <= before->resolved_as_of.value_or(""))) return before->id;
    return see(db, seen);
}

// To whom the file is with, where that person sees the department; never away from somebody else who took it.
void give_to_owner(db::Session& db, std::int64_t id, const arrivals::DueFile& file)
{
    static constexpr auto sql = R"sql(
        UPDATE incidents SET owner_id = $2
         WHERE id = $1 AND state <> 'resolved' AND (owner_id IS NULL OR (owner_id <> $2 AND owner_id IN ($3, $4)))
           AND EXISTS (SELECT 1 FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.department_id = $5
                        WHERE u.id = $2 AND u.disabled_at IS NULL AND (u.role <> 'user' OR m.user_id IS NOT NULL)))sql";
    const auto& whom = with_whom(file);
    if (!whom) return;
    auto owner = file.owner ? file.owner->id : whom->id, deputy = file.deputy ? file.deputy->id : whom->id;
    if (db.exec(sql, id, whom->id, owner, deputy, file.department.id) == 0) return;
    note(db, id, {ActivityKind::assigned, Actor::system, "Given to the person whom the file is with."});
    changed(db, id);
}

// The incident of a thing, or what it was merged into; open ones only. Of a thing that is gone all such.
std::vector<IdOnly> open_roots(db::Session& db, IncidentKind kind, std::int64_t thing, bool gone)
{
    db::Query query(R"sql(
        WITH RECURSIVE up (id, parent) AS (SELECT i.id, i.merged_into_id FROM incidents i WHERE i.kind = ?)sql",
                    kind);
    if (gone)
        query.add(" AND i.due_file_id IS NULL AND i.source_id IS NULL");
    else if (kind == IncidentKind::late)
        query.add(" AND i.due_file_id = ?", thing);
    else
        query.add(" AND i.source_id = ?", thing);
    query.add(R"sql(
             UNION SELECT i.id, i.merged_into_id FROM incidents i JOIN up ON i.id = up.parent)
        SELECT i.id FROM incidents i JOIN up ON up.id = i.id
         WHERE i.merged_into_id IS NULL AND i.state <> 'resolved' AND i.kind IN ('late', 'source') ORDER BY i.id)sql");
    return db.all<IdOnly>(query);
}

// Whether it, or something that was merged into it, is not over.
bool stands(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE below (id) AS (
            SELECT CAST($1 AS BIGINT)
             UNION ALL SELECT i.id FROM incidents i JOIN below b ON i.merged_into_id = b.id)
        SELECT EXISTS (
            SELECT 1 FROM below JOIN incidents i ON i.id = below.id
              LEFT JOIN due_files x ON x.id = i.due_file_id LEFT JOIN expectations e ON e.id = x.expectation_id
              LEFT JOIN sources s ON s.id = i.source_id LEFT JOIN feeds f ON f.id = s.feed_id
             WHERE CASE i.kind
                   WHEN 'late' THEN COALESCE(x.state = 'late' AND e.enabled, FALSE)
                   WHEN 'source' THEN COALESCE(s.enabled AND (s.keeps_failing OR s.paused_reason IS NOT NULL), FALSE)
                                      AND COALESCE(f.department_id, 0) = COALESCE(i.department_id, 0)
                   ELSE TRUE END))sql";
    return db.value<bool>(sql, id);
}

struct Ending {
    Resolution how{ResolvedBy::arrival, Cause::arrived_well};
    std::string words;
    std::optional<std::int64_t> run_id{};
};

void close_over(db::Session& db, IncidentKind kind, std::int64_t thing, bool gone, Ending ending)
{
    ending.how.as_of = ""; // whatever comes later opens it again
    for (const auto& [id] : open_roots(db, kind, thing, gone)) {
        auto incident = lock(db, id);
        if (!incident || incident->state == IncidentState::resolved || stands(db, id)) continue;
        resolve(db, *incident, ending.how);
        auto actor = ending.how.person_id ? Actor::person : Actor::system;
        note(db, id, {ActivityKind::resolved, actor, ending.words, ending.how.person_id, {}, ending.run_id});
        changed(db, id);
    }
}

Ending ending_of(const arrivals::DueFile& file)
{
    Ending ending;
    ending.words = "The file is no longer awaited.";
    ending.how.cause = Cause::not_a_problem;
    if (file.state == arrivals::DueState::met) {
        ending.words = "Closed by itself: the file came.";
        ending.how.cause = Cause::arrived_well;
        if (file.run) ending.run_id = file.run->id;
    }
    if (file.state == arrivals::DueState::excused) {
        ending.words = "The file was excused.";
        ending.how.by = ResolvedBy::person;
        if (file.excused_by) ending.how.person_id = file.excused_by->id;
    }
    return ending;
}

std::string step_for(const arrivals::DueFile& file, const users::User& who)
{
    auto due = fmt::format("“{}” was due {}.", named(file), file.due_local);
    const auto& whom = with_whom(file);
    if (whom && whom->id == who.id) return due + " It is with you: send it here, or say below why it will not come.";
    auto ask = whom ? fmt::format(" It is with {}, who got a letter.", whom->name)
                    : fmt::format(" Nobody is named for it: ask in {}.", file.department.name);
    if (who.role == users::Role::user)
        return due + ask + " If you have the file, send it here; if it will not come, say so below.";
    return due + ask + " Remind them, or send it for them; if it will not come, excuse it and say why.";
}

std::string step_for(const sources::Source& source, const users::User& who)
{
    auto paused = source.paused_reason ? fmt::format("“{}” is paused, so no file is picked up from there.", source.name)
                                       : fmt::format("No file is picked up from “{}”.", source.name);
    if (who.role == users::Role::user) return paused + " Until that is put right, send the files here yourself.";
    if (source.paused_reason)
        return fmt::format("{} The reason: “{}” When that is over, open the place and resume it.", paused,
                           *source.paused_reason);
    return fmt::format("{} {} Ask whoever looks after the server or the shared folder, then open the place and look "
                       "again. Meanwhile files can be sent by hand.",
                       paused, source.failing_words.value_or(""));
}
} // namespace

void take_in_due_file(db::Session& db, std::int64_t id, arrivals::DueState state)
{
    auto file = arrivals::find_due(db, users::Scope::everything(), id);
    if (!file)
        return close_over(db, IncidentKind::late, id, true,
                          {{ResolvedBy::arrival, Cause::not_a_problem}, "The file is no longer expected."});
    bool awaited = db.value<bool>("SELECT enabled FROM expectations WHERE id = $1", file->expectation_id);
    if (state == arrivals::DueState::late && awaited)
        give_to_owner(db, see_once(db, seen_late(*file), file->late_at.value_or("")), *file);
    else
        close_over(db, IncidentKind::late, id, false, ending_of(*file));
}

void take_in_source(db::Session& db, std::int64_t id)
{
    auto place = find_place(db, id);
    Ending ending;
    ending.how.cause = Cause::source_repaired;
    ending.words = place ? "Files can be picked up from there again." : "The place was removed.";
    close_over(db, IncidentKind::source, id, !place, ending);
    if (place && place->stands) see_once(db, seen_failing(*place), place->since);
}

std::optional<std::string> next_step(db::Session& db, const users::User& who, const Incident& incident)
{
    if (incident.state == IncidentState::resolved) return std::nullopt;
    if (incident.due_file) {
        auto file = arrivals::find_due(db, users::Scope::everything(), incident.due_file->id);
        if (file && file->state == arrivals::DueState::late) return step_for(*file, who);
    }
    if (incident.source) {
        auto source = sources::find(db, incident.source->id);
        if (source && (source->paused_reason || source->failing_words)) return step_for(*source, who);
    }
    return std::nullopt;
}
} // namespace incidents
