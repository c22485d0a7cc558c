#include "server/pipeline/sweeper.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/progress_store.hpp"

namespace pipeline
{
namespace
{
constexpr std::chrono::seconds sweep_every{5};

void take_up(Context& context, db::Session& db, const std::vector<jobs::Job>& left)
{
    for (const auto& job : left) {
        runs::lost(db, job);
        runs::announce(db, context.events, job.run_id.value());
    }
}
} // namespace

std::int64_t sweep_leases(Context& context)
{
    auto found = context.database.transact([&](db::Session& db) {
        auto left = jobs::expired(db);
        jobs::forget_workers(db);
        take_up(context, db, left);
        return static_cast<std::int64_t>(left.size());
    });
    if (found == 0) return 0;
    logs::warn("scheduler", "runs of a worker that is gone are taken up", {{"count", found}});
    context.hint.give();
    return found;
}

std::int64_t take_up_from_other_boots(Context& context)
{
    return context.database.transact([&](db::Session& db) {
        auto left = jobs::of_other_boots(db, context.boot_id);
        take_up(context, db, left);
        jobs::repair(db);
        return static_cast<std::int64_t>(left.size());
    });
}

bool is_scheduler(Context& context)
{
    return context.database.transact([&](db::Session& db) { return jobs::hold_scheduler(db, context.boot_id); });
}

void sweep_on_and_on(Context& context, std::stop_token stop)
{
    queue::Hint nobody; // only the stop ends the wait early
    while (!stop.stop_requested()) {
        try {
            if (is_scheduler(context)) sweep_leases(context);
        } catch (...) { // the next time will do
            logs::warn("scheduler", "no sweep", {{"error", words_of_thrown(std::current_exception())}});
        }
        nobody.wait(nobody.seen(), sweep_every, stop);
    }
}
} // namespace pipeline
