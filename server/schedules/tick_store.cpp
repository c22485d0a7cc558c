#include "server/schedules/tick_store.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "server/schedules/decision.hpp"
#include "server/schedules/schedule_store.hpp"
#include <functional>

namespace schedules
{
namespace
{
constexpr auto columns = R"sql(
    t.id, t.schedule_id, t.tick_at AS at, '' AS local, t.state, t.why, u.id AS by_id, u.name AS by_name, t.by_hand,
    t.started_at, t.ended_at, t.words, t.uploads)sql";
constexpr auto from = "schedule_ticks t LEFT JOIN users u ON u.id = t.by_id";
constexpr db::Order orders[] = {{"at", "t.tick_at"}};

struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

Tick with_local(Tick tick, const ScheduleRow& row)
{
    if (auto zone = calendars::Zone::find(row.zone)) tick.local = calendars::local_text(*zone, seconds_of(tick.at));
    return tick;
}

void insert(db::Session& db, const ScheduleRow& row, const Decision& decision)
{
    static constexpr auto sql = R"sql(
        INSERT INTO schedule_ticks (schedule_id, tick_at, by_id, state, why, words, not_before, ended_at)
        VALUES ($1, $2, (SELECT by_id FROM schedule_skips WHERE schedule_id = $1 AND tick_at = $2), $3, $4, $5, $6, $7)
        ON CONFLICT DO NOTHING)sql";
    auto state = decision.why ? TickState::skipped : TickState::waiting;
    // The same for each time of a schedule, so that its times keep their distance.
    auto spread = row.jitter_s > 0
                      ? std::chrono::seconds(static_cast<std::int64_t>(std::hash<std::int64_t>{}(row.id * 2654435761)) %
                                             row.jitter_s)
                      : std::chrono::seconds(0);
    if (spread.count() < 0) spread = -spread;
    db.exec(sql, row.id, utc_text(decision.at), state, decision.why, decision.words, utc_text(decision.at + spread),
            decision.why ? std::optional(db.now()) : std::nullopt);
}

// Until the end of the transaction. SQLite has one writer.
void lock(db::Session& db, std::int64_t schedule_id)
{
    if (db.engine() == db::Engine::postgres)
        db.all<Id>("SELECT id FROM schedules WHERE id = $1 FOR UPDATE", schedule_id);
}

bool unfinished(db::Session& db, std::int64_t schedule_id)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM schedule_ticks WHERE schedule_id = $1 "
                          "AND state IN ('waiting', 'running'))",
                          schedule_id);
}

void cancel_previous(db::Session& db, std::int64_t schedule_id)
{
    static constexpr auto sql = R"sql(
        UPDATE schedule_ticks SET state = 'skipped', why = 'overlap', ended_at = $2,
               words = 'The next time came before this one had begun'
         WHERE schedule_id = $1 AND state = 'waiting')sql";
    db.exec(sql, schedule_id, db.now());
    db.exec("UPDATE schedule_ticks SET cancel = TRUE WHERE schedule_id = $1 AND state = 'running'", schedule_id);
}

void settle_overlap(db::Session& db, const ScheduleRow& row, Decision& decision)
{
    if (decision.why || row.overlap == Overlap::queue || !unfinished(db, row.id)) return;
    if (row.overlap == Overlap::cancel_previous) return cancel_previous(db, row.id);
    decision.why = WhySkipped::overlap;
    decision.words = "The one before was still at work";
}

void look_again_in_an_hour(db::Session& db, const ScheduleRow& row, const std::string& why)
{
    logs::warn("schedules", "cannot be planned", {{"schedule_id", row.id}, {"error", why}});
    db.exec("UPDATE schedules SET next_tick_at = $2 WHERE id = $1", row.id, db.now(std::chrono::hours(1)));
}

std::vector<std::string> skipped_by_people(db::Session& db, std::int64_t id)
{
    std::vector<std::string> times;
    for (auto& skip : skips_of(db, id)) times.push_back(skip.tick_at);
    return times;
}
} // namespace

std::optional<std::string> next_look(const Plan& plan, sys_seconds after)
{
    auto next = plan.next(after, 1);
    if (next.empty()) return std::nullopt;
    return utc_text(next.front().at);
}

std::vector<std::int64_t> due(db::Session& db, std::int64_t most)
{
    std::vector<std::int64_t> ids;
    for (const auto& one : db.all<Id>(
             "SELECT id FROM schedules WHERE next_tick_at <= $1 ORDER BY next_tick_at, id LIMIT $2", db.now(), most))
        ids.push_back(one.id);
    return ids;
}

void decide(db::Session& db, std::int64_t schedule_id)
{
    // Who moves the mark decides; the others find that it has moved.
    static constexpr auto move = R"sql(
        UPDATE schedules SET last_tick_at = $2, next_tick_at = $3 WHERE id = $1 AND last_tick_at = $4)sql";
    auto row = find(db, schedule_id);
    if (!row || !row->enabled) return;
    auto plan = plan_of(db, *row);
    if (!plan) return look_again_in_an_hour(db, *row, plan.error().front().detail);
    auto until = now(db), last = seconds_of(row->last_tick_at);
    if (until <= last) return; // the clock was set back
    if (db.exec(move, schedule_id, utc_text(until), next_look(*plan, until), row->last_tick_at) == 0) return;
    std::optional<sys_seconds> paused;
    if (row->paused_until) paused = seconds_of(*row->paused_until);
    for (auto& decision :
         decisions(*row, plan->between(last, until), until, paused, skipped_by_people(db, schedule_id))) {
        settle_overlap(db, *row, decision);
        insert(db, *row, decision);
    }
    if (paused && *paused <= until) resume(db, schedule_id);
    db.exec("DELETE FROM schedule_skips WHERE schedule_id = $1 AND tick_at <= $2", schedule_id, utc_text(until));
}

Result<Tick> run_now(db::Session& db, const ScheduleRow& row, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO schedule_ticks (schedule_id, tick_at, by_hand, by_id, state, not_before)
        VALUES ($1, $2, TRUE, $3, 'waiting', $2) RETURNING id)sql";
    lock(db, row.id);
    if (unfinished(db, row.id)) return refuse(Why::conflict, "It is at work already. Wait until it has ended.");
    auto id = db.value<std::int64_t>(sql, row.id, db.now(), by);
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE t.id = ?", id);
    return with_local(db.find<Tick>(query).value(), row);
}

std::optional<Claim> claim(db::Session& db, Work work)
{
    static constexpr auto sql = R"sql(
        UPDATE schedule_ticks
           SET state = 'running', lease_token = $1, lease_until = $2, started_at = COALESCE(started_at, $3)
         WHERE id = (SELECT t.id FROM schedule_ticks t
                       JOIN schedules s ON s.id = t.schedule_id AND (s.kind = 'pickup') = $4
                      WHERE t.state IN ('waiting', 'running') AND t.not_before <= $3
                        AND (t.state = 'waiting' OR t.lease_until < $3)
                        AND NOT EXISTS (SELECT 1 FROM schedule_ticks r JOIN schedules o ON o.id = r.schedule_id
                                         WHERE (o.id = s.id OR o.source_id = s.source_id) AND r.id <> t.id
                                           AND r.state = 'running' AND r.lease_until >= $3)
                      ORDER BY t.not_before, t.id LIMIT 1)
           AND (state = 'waiting' OR (state = 'running' AND lease_until < $3))
        RETURNING id)sql";
    auto token = random_hex(16);
    auto got = db.find<Id>(sql, token, db.now(lease), db.now(), work == Work::pick_up);
    if (!got) return std::nullopt;
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE t.id = ?", got->id);
    return Claim{db.find<Tick>(query).value(), token};
}

bool renew(db::Session& db, const Claim& claim)
{
    static constexpr auto sql = R"sql(
        UPDATE schedule_ticks SET lease_until = $3
         WHERE id = $1 AND lease_token = $2 AND state = 'running' AND NOT cancel)sql";
    return db.exec(sql, claim.tick.id, claim.token, db.now(lease)) == 1;
}

bool finish(db::Session& db, const Claim& claim, TickState state, const std::string& words, std::int64_t uploads,
            std::optional<WhySkipped> why)
{
    static constexpr auto sql = R"sql(
        UPDATE schedule_ticks
           SET state = $3, words = $4, uploads = $5, ended_at = $6, why = $7, lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND lease_token = $2 AND state = 'running')sql";
    return db.exec(sql, claim.tick.id, claim.token, state, words, uploads, db.now(), why) == 1;
}

void release(db::Session& db, const Claim& claim)
{
    static constexpr auto sql = R"sql(
        UPDATE schedule_ticks SET state = 'waiting', lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND lease_token = $2 AND state = 'running')sql";
    db.exec(sql, claim.tick.id, claim.token);
}

void take_up(db::Session& db) { db.exec("UPDATE schedule_ticks SET lease_until = '' WHERE state = 'running'"); }

std::optional<Tick> last_tick(db::Session& db, const ScheduleRow& row)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from);
    query.add(" WHERE t.schedule_id = ? ORDER BY t.tick_at DESC, t.id DESC LIMIT 1", row.id);
    auto found = db.find<Tick>(query);
    return found ? std::optional(with_local(*found, row)) : std::nullopt;
}

Result<db::Page<Tick>> list_ticks(db::Session& db, const ScheduleRow& row, const db::PageQuery& wanted)
{
    auto page =
        db::page<Tick>(db, {columns, from, "t.id", db::Query("t.schedule_id = ?", row.id), orders, true}, wanted);
    if (page)
        for (auto& tick : page->results) tick = with_local(tick, row);
    return page;
}

std::vector<Tick> ticks_between(db::Session& db, const ScheduleRow& row, const std::string& from_at,
                                const std::string& to)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from);
    query.add(" WHERE t.schedule_id = ? AND t.tick_at >= ? AND t.tick_at < ? ORDER BY t.tick_at LIMIT 5000", row.id,
              from_at, to);
    auto ticks = db.all<Tick>(query);
    for (auto& tick : ticks) tick = with_local(tick, row);
    return ticks;
}
} // namespace schedules
