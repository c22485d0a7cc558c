#include "server/schedules/ticker.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/events/event_store.hpp"
#include "server/schedules/schedule_store.hpp"
#include <thread>
#include <vector>

namespace schedules
{
namespace
{
constexpr std::int64_t at_a_time = 500;
constexpr int pick_ups_at_once = 4;

struct TakenOver {
};

void tell_browsers(db::Session& db, std::int64_t schedule_id)
{
    events::append(db, events::Kind::schedule, std::nullopt, json::serialize(json::object{{"id", schedule_id}}));
}
} // namespace

bool Ticker::decide_due()
{
    auto ids = database_.read([](db::Session& db) { return due(db, at_a_time); });
    for (auto id : ids)
        database_.transact([&](db::Session& db) {
            decide(db, id);
            tell_browsers(db, id);
        });
    if (!ids.empty()) hint_.give();
    return ids.size() == at_a_time;
}

Outcome Ticker::pick_up(const Claim& claim, const ScheduleRow& row)
{
    auto go_on = [&] {
        return !stop_.stop_requested() && database_.transact([&](db::Session& db) { return renew(db, claim); });
    };
    try {
        return works_.pick_up(row, go_on);
    } catch (const std::exception& error) {
        logs::error("schedules", "pick-up failed", {{"schedule_id", row.id}, {"error", error.what()}});
        return {false, "It stopped at an error of the hub itself. It is tried again at the next time.", 0};
    } catch (const Refusal& refusal) {
        return {false, refusal.message, 0};
    }
}

void Ticker::work(const Claim& claim)
{
    auto row = database_.read([&](db::Session& db) { return find(db, claim.tick.schedule_id); });
    if (!row) return; // removed meanwhile
    Outcome outcome;
    if (row->kind == ScheduleKind::pickup) outcome = pick_up(claim, *row);
    if (!outcome.ok && stop_.stop_requested()) return database_.transact([&](db::Session& db) { release(db, claim); });
    failpoint("before_tick_end");
    try {
        database_.transact([&](db::Session& db) {
            if (row->kind != ScheduleKind::pickup) outcome = works_.tell(db, *row, claim.tick);
            auto state = outcome.skipped ? TickState::skipped : outcome.ok ? TickState::done : TickState::failed;
            if (!finish(db, claim, state, outcome.words, outcome.uploads, outcome.skipped)) throw TakenOver();
            tell_browsers(db, row->id);
        });
    } catch (const TakenOver&) {
        logs::info("schedules", "taken over by another process", {{"tick_id", claim.tick.id}});
    } catch (const Refusal& refusal) { // told the next time it would be no other
        database_.transact([&](db::Session& db) {
            if (finish(db, claim, TickState::failed, refusal.message, 0)) tell_browsers(db, row->id);
        });
    }
}

bool Ticker::do_next(Work what)
{
    auto got = database_.transact([&](db::Session& db) { return claim(db, what); });
    if (got) work(*got);
    return got.has_value();
}

template <class Step> void Ticker::on_and_on(Step step)
{
    constexpr std::chrono::seconds every{1};
    while (!stop_.stop_requested()) {
        auto seen = hint_.seen();
        try {
            while (!stop_.stop_requested() && step()) {
            }
        } catch (...) { // the database is away
            logs::warn("schedules", "wait", {{"error", words_of_thrown(std::current_exception())}});
        }
        hint_.wait(seen, every, stop_);
    }
}

void Ticker::run(std::stop_token stop)
{
    stop_ = stop;
    std::vector<std::jthread> hands;
    for (int i = 0; i < pick_ups_at_once; ++i)
        hands.emplace_back([this] { on_and_on([this] { return do_next(Work::pick_up); }); });
    hands.emplace_back([this] { on_and_on([this] { return do_next(Work::tell); }); });
    on_and_on([this] { return decide_due(); });
}
} // namespace schedules
