#include "server/pipeline/housekeeping.hpp"
#include "base/log.hpp"
#include "base/trouble.hpp"
#include "server/audit/audit_store.hpp"
#include "server/events/event_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/http/once_store.hpp"
#include "server/jobs/job_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/pipeline/retention.hpp"
#include "server/pipeline/sweeper.hpp"
#include "server/users/retention_store.hpp"
#include <fmt/format.h>

namespace pipeline
{
void purge(db::Session& db)
{
    auto mails = notifications::forget_ended_before(db, db.now(-std::chrono::hours(24 * 30)));
    auto [tokens, codes] = users::forget_what_ended(db);
    feeds::forget_samples(db);
    events::forget_old(db);
    http::forget_old_requests(db);
    jobs::forget_ended(db);
    jobs::repair(db);
    if (mails + tokens + codes == 0) return;
    audit::AuditEvent event;
    event.actor = "BatchOps";
    event.action = "hub.purge";
    event.subject = "hub";
    event.detail = fmt::format("{} mails, {} tokens, {} codes that ended long ago", mails, tokens, codes);
    audit::append(db, std::move(event));
}

namespace
{
// One task that fails does not keep the others from being done; the next hour will do for it.
template <class Task> void attempt(const char* what, Task task)
{
    try {
        task();
    } catch (...) {
        logs::warn("house", what, {{"error", words_of_thrown(std::current_exception())}});
    }
}

void keep_house_once(Context& context)
{
    bool mine = false;
    attempt("nobody knows who keeps the house", [&] { mine = is_scheduler(context); });
    if (!mine) return;
    attempt("nothing was purged", [&] { context.database.transact([](db::Session& db) { purge(db); }); });
    attempt("old files stay", [&] { purge_old_files(context); });
    attempt("temporary files stay", [&] { context.storage.sweep_temporary(std::chrono::hours(24)); });
    attempt("unneeded files stay", [&] {
        if (auto gone = collect(context))
            logs::info("storage", "unneeded files removed", {{"count", static_cast<std::int64_t>(gone)}});
    });
    attempt("the end of the history was not noted", [&] {
        if (context.note_history_end) context.note_history_end();
    });
    attempt("stored files were not looked at", [&] { scrub(context); });
}
} // namespace

void keep_house(Context& context, ObjectRegister& objects, bool may_schedule, std::stop_token stop)
{
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds every = std::chrono::hours(1);
    auto due = Clock::now() + every;
    while (!stop.stop_requested()) {
        auto seen = context.house.seen();
        attempt("lost files were not announced", [&] { announce_lost(context, objects.take_lost()); });
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due - Clock::now());
        if (left.count() > 0) context.house.wait(seen, left, stop);
        if (stop.stop_requested() || Clock::now() < due) continue;
        if (may_schedule) keep_house_once(context);
        due = Clock::now() + every;
    }
}
} // namespace pipeline
