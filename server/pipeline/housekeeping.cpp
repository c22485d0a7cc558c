#include "server/pipeline/housekeeping.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/jobs/job_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/pipeline/retention.hpp"
#include "server/runs/stored_file_store.hpp"
#include "server/users/retention_store.hpp"
#include <fmt/format.h>

namespace pipeline
{
std::size_t sweep(Context& context, std::chrono::seconds age)
{
    return context.storage.sweep(age, [&](std::string_view folder, std::string_view sha256) {
        return context.database.read([&](db::Session& db) {
            return folder == "uploads" ? runs::refers_to_upload(db, sha256) : runs::refers_to_export(db, sha256);
        });
    });
}

void purge(db::Session& db)
{
    auto mails = notifications::forget_ended_before(db, db.now(-std::chrono::hours(24 * 30)));
    auto [tokens, codes] = users::forget_what_ended(db);
    feeds::forget_samples(db);
    jobs::forget_ended(db);
    jobs::forget_workers(db);
    jobs::repair(db);
    if (mails + tokens + codes == 0) return;
    audit::AuditEvent event;
    event.actor = "BatchOps";
    event.action = "hub.purge";
    event.subject = "hub";
    event.detail = fmt::format("{} mails, {} tokens, {} codes that ended long ago", mails, tokens, codes);
    audit::append(db, std::move(event));
}

void keep_house(Context& context, std::stop_token stop)
{
    queue::Hint nobody; // only the stop ends the wait early
    while (!stop.stop_requested()) {
        nobody.wait(nobody.seen(), std::chrono::hours(1), stop);
        if (stop.stop_requested()) return;
        try {
            context.database.transact([](db::Session& db) { purge(db); });
            purge_old_files(context);
            if (auto gone = sweep(context))
                logs::info("storage", "orphans removed", {{"count", static_cast<std::int64_t>(gone)}});
        } catch (const Refusal& refusal) {
            logs::warn("storage", "old files stay", {{"reason", refusal.message}});
        } catch (const std::exception& error) { // the next hour will do
            logs::warn("storage", "sweep failed", {{"error", error.what()}});
        }
    }
}
} // namespace pipeline
