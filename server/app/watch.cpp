#include "server/app/watch.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/app/wakeup_state.hpp"
#include "server/db/error.hpp"
#include "server/db/health.hpp"
#include "server/db/overload.hpp"
#include "server/incidents/inbox_store.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/runs/gauge_store.hpp"
#include "server/runs/run_store.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

namespace app
{
namespace
{
constexpr std::chrono::seconds measured_for{5};
constexpr double enough_free = 0.05; // of the disk; uploads are refused below it

double age_seconds(db::Session& db, const std::optional<std::string>& since)
{
    return since ? std::chrono::duration<double>(between(*since, db.now())).count() : 0;
}
} // namespace

Check Watcher::check_database()
{
    try {
        auto began = std::chrono::steady_clock::now();
        database_.read([](db::Session& db) { db.now(); });
        auto slow = std::chrono::steady_clock::now() - began > std::chrono::seconds(1);
        return {"database", slow ? CheckState::failed : CheckState::ok, slow ? "answers slowly" : database_.name()};
    } catch (const std::exception&) {
        return {"database", CheckState::failed, "does not answer"};
    }
}

// A database that can be read may still be read-only, or on a full disk.
Check Watcher::check_writing()
{
    try {
        database_.transact(&db::write_proof);
        return {"database", CheckState::ok, ""};
    } catch (const db::Overload&) { // others write
        return {"database", CheckState::ok, ""};
    } catch (const db::Error& error) {
        using enum db::Problem;
        if (error.problem() == busy || error.problem() == serialization) return {"database", CheckState::ok, ""};
        logs::error("ready", "the database takes no writing", {{"error", error.what()}});
        return {"database", CheckState::failed, error.problem() == full ? "its disk is full" : "cannot be written"};
    }
}

Check Watcher::check_pages()
{
    try {
        auto damage = database_.read(&db::damage_in);
        if (!damage) return {"database", CheckState::ok, ""};
        logs::error("ready", "the database is damaged", {{"error", *damage}});
    } catch (const db::Error& error) {
        logs::error("ready", "the database cannot be read", {{"error", error.what()}});
    }
    return {"database", CheckState::failed, "is damaged: bring it back from a backup"};
}

Watcher::Checks Watcher::ask_database()
{
    constexpr std::chrono::seconds patience{1};
    auto is_over = [](const std::shared_future<Checks>& asked, std::chrono::seconds wait) {
        return asked.wait_for(wait) == std::future_status::ready;
    };
    auto ask = [this] {
        constexpr std::chrono::milliseconds moment{500};
        Checks checks{check_database()};
        for (auto* probe : {&writing_, &pages_})
            if (checks.front().state == CheckState::ok)
                if (auto said = probe->last(moment); said.state != CheckState::ok) checks.front() = said;
        if (checks.front().state == CheckState::ok) checks.push_back(check_workers());
        return checks;
    };
    std::shared_future<Checks> asked;
    {
        std::lock_guard lock(asking_);
        if (!asked_.valid() || is_over(asked_, std::chrono::seconds(0)))
            asked_ = std::async(std::launch::async, ask).share();
        asked = asked_;
    }
    if (is_over(asked, patience)) return asked.get();
    return {{"database", CheckState::failed, "does not answer"}};
}

Check Watcher::check_storage()
{
    try {
        auto space = storage_.space();
        auto share =
            space.total_bytes > 0 ? static_cast<double>(space.free_bytes) / static_cast<double>(space.total_bytes) : 0;
        if (auto said = storing_.last(std::chrono::milliseconds(500)); said.state != CheckState::ok) return said;
        return {"storage", share < enough_free ? CheckState::failed : CheckState::ok,
                fmt::format("{:.0f} % free", share * 100)};
    } catch (const std::exception&) {
        return {"storage", CheckState::failed, "is not there"};
    }
}

// Whether files can be put there.
Check Watcher::check_storing()
{
    namespace fs = std::filesystem;
    try {
        auto folder = storage_.new_scratch();
        std::ofstream(folder / "proof") << std::string(4096, '.') << std::flush;
        bool whole = fs::file_size(folder / "proof") == 4096;
        fs::remove_all(folder);
        if (whole) return {"storage", CheckState::ok, ""};
    } catch (...) {
        logs::error("ready", "the storage takes no files", {{"error", words_of_thrown(std::current_exception())}});
    }
    return {"storage", CheckState::failed, "cannot be written"};
}

// Runs wait where no worker lives; requests are served all the same.
Check Watcher::check_workers()
{
    std::size_t workers = 0;
    try {
        workers = database_.read([](db::Session& db) { return runs::live_workers(db).size(); });
    } catch (const std::exception&) { // it has gone away since it was asked
        return {"workers", CheckState::degraded, "not known"};
    }
    return {"workers", workers == 0 ? CheckState::degraded : CheckState::ok, fmt::format("{} alive", workers)};
}

// Who is not woken looks by itself: nothing waits for long.
Check Watcher::check_wakeups()
{
    auto state = wakeup_state(wakeups_.status());
    return {"wakeups", state.as_set_up ? CheckState::ok : CheckState::degraded, state.words};
}

Readiness Watcher::readiness()
{
    Readiness readiness;
    readiness.checks = ask_database();
    readiness.checks.insert(readiness.checks.begin() + 1, check_storage());
    readiness.checks.push_back(check_wakeups());
    if (stopping_) readiness.checks.push_back({"draining", CheckState::failed, "the server is stopping"});
    readiness.ready = true;
    for (const auto& check : readiness.checks) readiness.ready &= check.state != CheckState::failed;
    return readiness;
}

SystemState Watcher::system(db::Session& db)
{
    return {BATCHOPS_VERSION,       database_.name(),      storage_.space().free_bytes,
            runs::live_workers(db), runs::queue_depth(db), wakeup_state(wakeups_.status())};
}

metrics::State Watcher::measure()
{
    return database_.read([&](db::Session& db) {
        metrics::State state;
        for (const auto& each : runs::count_by_state(db))
            state.runs.push_back({json::enum_text(each.state), each.runs});
        for (const auto& each : incidents::count_by_state(db))
            state.incidents.push_back({json::enum_text(each.state), json::enum_text(each.severity), each.incidents});
        state.incident_events_waiting = incidents::unseen_events(db);
        auto queue = runs::queue_state(db);
        state.queue_depth = queue.queued;
        state.queue_oldest_age_seconds = age_seconds(db, queue.oldest_queued_at);
        state.expired_leases = queue.expired_leases;
        state.outbox_pending = queue.outbox_pending;
        state.outbox_oldest_age_seconds = age_seconds(db, queue.oldest_unsent_at);
        state.workers = static_cast<std::int64_t>(runs::live_workers(db).size());
        auto status = wakeups_.status();
        state.wakeups = json::enum_text(status.mode);
        if (status.redis) state.redis_up = *status.redis == queue::Trouble::none;
        state.redis_may_evict = status.may_evict;
        auto space = storage_.space();
        state.storage_free_bytes = space.free_bytes;
        state.storage_size_bytes = space.total_bytes;
        return state;
    });
}

std::string Watcher::metrics_text()
{
    std::lock_guard lock(mutex_);
    auto now = std::chrono::steady_clock::now();
    if (!measured_ || now - measured_at_ > measured_for) {
        measured_ = measure();
        measured_at_ = now;
    }
    return metrics_.text(*measured_);
}
} // namespace app
