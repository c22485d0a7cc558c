#include "server/incidents/incident_store.hpp"
#include "base/clock.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
constexpr auto name_sql =
    "COALESCE((SELECT UPPER(d.key) FROM departments d WHERE d.id = i.department_id), 'HUB') || '-' || i.number";
constexpr auto columns = R"sql(
    i.id, COALESCE(UPPER(d.key), 'HUB') || '-' || i.number AS name, d.id AS department_id, d.key AS department_key,
    d.name AS department_name, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, i.kind, i.severity, i.state,
    i.title, i.about, i.column_name AS "column", x.id AS due_file_id, x.period AS due_file_period, c.id AS source_id, c.name AS source_name,
    k.id AS known_error_id, k.key AS known_error_key,
    k.title AS known_error_title, k.kind AS known_error_kind,
    COALESCE(k.guard = 'auto' AND k.enabled, FALSE) AS repairs_itself, o.id AS owner_id, o.name AS owner_name,
    i.first_seen_at, i.last_seen_at, i.occurrences, i.rows, i.reopened, 0 AS age_days, i.latest_run_id, i.resolved_at,
    i.resolved_by, p.id AS resolved_by_person_id, p.name AS resolved_by_person_name, i.cause, s.until AS snoozed_until,
    s.words AS snoozed_words, i.came_back_words, m.id AS merged_into_id,
    COALESCE((SELECT UPPER(x.key) FROM departments x WHERE x.id = m.department_id), 'HUB') || '-' || m.number
        AS merged_into_name,
    m.title AS merged_into_title, i.version, '[]' AS bars, 0 AS files_hit, 0 AS files_seen, i.opened_at)sql";
constexpr auto from = R"sql(
    incidents i LEFT JOIN departments d ON d.id = i.department_id LEFT JOIN feeds f ON f.id = i.feed_id
    LEFT JOIN known_errors k ON k.id = i.known_error_id LEFT JOIN users o ON o.id = i.owner_id
    LEFT JOIN users p ON p.id = i.resolved_by_id LEFT JOIN incident_snoozes s ON s.incident_id = i.id
    LEFT JOIN incidents m ON m.id = i.merged_into_id LEFT JOIN due_files x ON x.id = i.due_file_id
    LEFT JOIN sources c ON c.id = i.source_id)sql";
// Keys of a list are compared as text.
constexpr db::Order orders[] = {
    {"last_seen_at", "i.last_seen_at"},
    {"first_seen_at", "i.first_seen_at"},
    {"severity", "CASE i.severity WHEN 'critical' THEN '3' WHEN 'high' THEN '2' WHEN 'low' THEN '1' ELSE '0' END"},
    {"rows", "SUBSTR('000000000000' || CAST(i.rows AS TEXT), LENGTH(CAST(i.rows AS TEXT)) + 1)"},
    {"number", "SUBSTR('000000000000' || CAST(i.number AS TEXT), LENGTH(CAST(i.number AS TEXT)) + 1)"},
};

struct Listed : Incident {
    std::string opened_at;
};
BOOST_DESCRIBE_STRUCT(Listed, (Incident), (opened_at))

bool moderates(const users::User& who) { return who.role != users::Role::user; }

// Departments whose files the person may correct.
std::vector<std::int64_t> sends_to(const users::User& who)
{
    std::vector<std::int64_t> ids;
    for (const auto& membership : who.departments)
        if (membership.may_send) ids.push_back(membership.department.id);
    return ids;
}

void keep_for(db::Query& where, const users::User& who)
{
    if (moderates(who)) {
        where.add(" AND ((i.state = 'new' AND (i.owner_id IS NULL OR i.owner_id = ?)) OR (i.state = 'acknowledged' AND "
                  "i.owner_id = ?))",
                  who.id, who.id);
        return;
    }
    where.add(" AND ((i.owner_id = ? AND i.state IN ('new', 'acknowledged')) OR (i.state = 'waiting'", who.id);
    where.add_in(" AND i.department_id", sends_to(who)).add("))");
}

void keep_tab(db::Query& where, const users::User& who, IncidentTab tab)
{
    switch (tab) {
    case IncidentTab::for_you:
        return keep_for(where, who);
    case IncidentTab::being_handled:
        where.add(" AND i.state = 'acknowledged'");
        return;
    case IncidentTab::all:
        return;
    default:
        where.add(" AND i.state = ?", json::enum_text(tab));
    }
}

db::Query shown_to(const users::User& who)
{
    db::Query where("i.merged_into_id IS NULL");
    users::scope_of(who).limit(where, " AND i.department_id");
    return where;
}

std::int64_t school_days_between(const std::string& from, const std::string& to)
{
    using namespace std::chrono;
    std::int64_t days = 0;
    auto end = floor<std::chrono::days>(parse_utc(to));
    for (auto day = floor<std::chrono::days>(parse_utc(from)); day < end; day += std::chrono::days(1)) {
        weekday name(day + std::chrono::days(1));
        days += name != Saturday && name != Sunday;
    }
    return days;
}

struct FeedRun {
    std::int64_t run_id = 0, upload_id = 0;
    std::string period, at;
};
BOOST_DESCRIBE_STRUCT(FeedRun, (), (run_id, upload_id, period, at))

struct HitRun {
    std::int64_t run_id = 0, rows = 0;
};
BOOST_DESCRIBE_STRUCT(HitRun, (), (run_id, rows))

// The last files of the feed, each by its last run, with where the incident occurred in any of its runs.
void add_bars(db::Session& db, Incident& incident)
{
    static constexpr auto sql = R"sql(
        SELECT r.id AS run_id, r.upload_id, r.period, u.accepted_at AS at
          FROM runs r JOIN uploads u ON u.id = r.upload_id WHERE r.feed_id = $1 ORDER BY r.id DESC LIMIT $2)sql";
    if (!incident.feed) return;
    auto runs = db.all<FeedRun>(sql, incident.feed->id, most_bars * 4);
    std::vector<std::int64_t> ids;
    for (const auto& run : runs) ids.push_back(run.run_id);
    db::Query query("SELECT run_id, rows FROM incident_occurrences WHERE incident_id = ?", incident.id);
    query.add_in(" AND run_id", ids);
    auto hits = db.all<HitRun>(query);
    std::vector<std::pair<std::int64_t, FileBar>> bars; // by upload, the newest first
    for (const auto& run : runs) {
        auto bar = std::ranges::find(bars, run.upload_id, &std::pair<std::int64_t, FileBar>::first);
        if (bar == bars.end()) {
            if (std::ssize(bars) == most_bars) continue;
            bars.emplace_back(run.upload_id, FileBar{run.run_id, run.period, run.at});
            bar = bars.end() - 1;
        }
        auto hit = std::ranges::find(hits, run.run_id, &HitRun::run_id);
        if (hit == hits.end()) continue;
        bar->second.hit = true;
        bar->second.rows = std::max(bar->second.rows, hit->rows);
    }
    for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar) incident.bars.push_back(bar->second);
    incident.files_seen = std::ssize(incident.bars);
    incident.files_hit = std::ranges::count(incident.bars, true, &FileBar::hit);
}

Incident completed(db::Session& db, Listed&& one, const std::string& now)
{
    auto opened_at = std::move(one.opened_at);
    Incident incident = std::move(one);
    incident.age_days = school_days_between(opened_at, incident.resolved_at.value_or(now));
    add_bars(db, incident);
    return incident;
}
} // namespace

Result<db::Page<Incident>> list(db::Session& db, const users::User& who, const IncidentFilter& filter,
                                const db::PageQuery& wanted)
{
    auto where = shown_to(who);
    keep_tab(where, who, filter.tab);
    if (filter.department_id) where.add(" AND i.department_id = ?", *filter.department_id);
    if (filter.feed_id) where.add(" AND i.feed_id = ?", *filter.feed_id);
    if (filter.owner_id) where.add(" AND i.owner_id = ?", *filter.owner_id);
    if (filter.known_error_id) where.add(" AND i.known_error_id = ?", *filter.known_error_id);
    if (filter.kind) where.add(" AND i.kind = ?", *filter.kind);
    if (filter.severity) where.add(" AND i.severity = ?", *filter.severity);
    if (filter.resolved_by) where.add(" AND i.resolved_by = ?", *filter.resolved_by);
    if (filter.run_id)
        where.add(" AND EXISTS (SELECT 1 FROM incident_occurrences c WHERE c.incident_id = i.id AND c.run_id = ?)",
                  *filter.run_id);
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(i.title) LIKE ? ESCAPE '!' OR LOWER(f.title) LIKE ? ESCAPE '!' OR LOWER(", pattern,
                  pattern);
        where.add(name_sql).add(") LIKE ? ESCAPE '!')", pattern);
    }
    auto page = db::page<Listed>(db, {columns, from, "i.id", where, orders, true}, wanted);
    if (!page) return std::unexpected(page.error());
    db::Page<Incident> done{page->count, page->count_at_least, page->next, page->previous, {}};
    auto now = db.now();
    for (auto& one : page->results) done.results.push_back(completed(db, std::move(one), now));
    return done;
}

std::optional<Incident> find(db::Session& db, const users::User& who, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE i.id = ?", id);
    users::scope_of(who).limit(query, " AND i.department_id");
    auto found = db.find<Listed>(query);
    if (!found) return std::nullopt;
    return completed(db, std::move(*found), db.now());
}

std::optional<IncidentRef> find_ref(db::Session& db, const users::User& who, std::int64_t id)
{
    db::Query query("SELECT i.id, ");
    query.add(name_sql).add(" AS name, i.title FROM incidents i WHERE i.id = ?", id);
    users::scope_of(who).limit(query, " AND i.department_id");
    return db.find<IncidentRef>(query);
}

std::optional<IncidentRef> next_for(db::Session& db, const users::User& who, std::int64_t id)
{
    db::Query query("SELECT i.id, ");
    auto where = shown_to(who);
    keep_for(where, who);
    where.add(" AND i.id <> ?", id);
    query.add(name_sql).add(" AS name, i.title FROM incidents i WHERE ").add(where);
    query.add(" ORDER BY i.last_seen_at DESC, i.id DESC LIMIT 1");
    return db.find<IncidentRef>(query);
}

std::string last_changed_by(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT u.id, u.name FROM incidents i JOIN users u ON u.id = i.changed_by_id WHERE i.id = $1)sql";
    auto who = db.find<users::UserRef>(sql, id);
    return who ? who->name : "A file that came in";
}

TabCounts counts(db::Session& db, const users::User& who, std::optional<std::int64_t> department_id)
{
    auto where = shown_to(who);
    if (department_id) where.add(" AND i.department_id = ?", *department_id);
    db::Query by_state("SELECT i.state, i.severity, COUNT(*) AS incidents FROM incidents i WHERE ");
    by_state.add(where).add(" GROUP BY i.state, i.severity");
    auto states = db.all<StateCount>(by_state);
    auto of = [&](IncidentState state) {
        std::int64_t count = 0;
        for (const auto& one : states) count += one.state == state ? one.incidents : 0;
        return count;
    };
    db::Query yours("SELECT COUNT(*) FROM incidents i WHERE ");
    yours.add(where);
    keep_for(yours, who);
    TabCounts tabs;
    std::int64_t all = 0;
    for (const auto& one : states) all += one.incidents;
    tabs.results = {{IncidentTab::for_you, db.value<std::int64_t>(yours)},
                    {IncidentTab::fresh, of(IncidentState::fresh)},
                    {IncidentTab::being_handled, of(IncidentState::acknowledged)},
                    {IncidentTab::waiting, of(IncidentState::waiting)},
                    {IncidentTab::snoozed, of(IncidentState::snoozed)},
                    {IncidentTab::resolved, of(IncidentState::resolved)},
                    {IncidentTab::all, all}};
    db::Query fixed("SELECT COUNT(*) FROM incidents i WHERE ");
    fixed.add(where).add(" AND i.state = 'resolved' AND i.resolved_by <> 'person' AND i.resolved_at > ?",
                         db.now(-std::chrono::hours(24 * 7)));
    tabs.fixed_by_themselves_this_week = db.value<std::int64_t>(fixed);
    return tabs;
}

std::vector<IncidentKey> keys_of(db::Session& db, std::int64_t id)
{
    db::Query query("SELECT k.fingerprint, k.basis, k.parts, i.id AS moved_from_id, ");
    query.add(name_sql).add(" AS moved_from_name, i.title AS moved_from_title FROM incident_keys k");
    query.add(" LEFT JOIN incidents i ON i.id = k.moved_from_id WHERE k.incident_id = ? ORDER BY k.basis", id);
    return db.all<IncidentKey>(query);
}

std::vector<IncidentPeriod> periods_of(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT seq, opened_at, closed_at, closed_by, cause FROM incident_periods
         WHERE incident_id = $1 ORDER BY seq DESC LIMIT 50)sql";
    return db.all<IncidentPeriod>(sql, id);
}

std::vector<IncidentRef> merged_into(db::Session& db, std::int64_t id)
{
    db::Query query(R"sql(
        WITH RECURSIVE below (id) AS (
            SELECT x.id FROM incidents x WHERE x.merged_into_id = ?
             UNION ALL SELECT x.id FROM incidents x JOIN below b ON x.merged_into_id = b.id)
        SELECT i.id, )sql",
                    id);
    query.add(name_sql).add(" AS name, i.title FROM incidents i JOIN below ON below.id = i.id ORDER BY i.id");
    return db.all<IncidentRef>(query);
}

std::vector<StateCount> count_by_state(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT state, severity, COUNT(*) AS incidents FROM incidents WHERE merged_into_id IS NULL
         GROUP BY state, severity)sql";
    auto found = db.all<StateCount>(sql);
    std::vector<StateCount> all; // those of which there is none as well, or a gauge would keep its last word
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<IncidentState>>([&](auto state) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<IncidentSeverity>>(
            [&](auto severity) { all.push_back({state.value, severity.value, 0}); });
    });
    for (const auto& one : found)
        for (auto& each : all)
            if (each.state == one.state && each.severity == one.severity) each.incidents = one.incidents;
    return all;
}
} // namespace incidents
