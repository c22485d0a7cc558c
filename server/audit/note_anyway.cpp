#include "server/audit/note_anyway.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include "server/db/error.hpp"
#include <deque>
#include <mutex>

namespace audit
{
namespace
{
constexpr std::size_t most_waiting = 10'000; // the log has them all

struct Waiting {
    std::mutex mutex;
    std::deque<AuditEvent> events;
};
Waiting& waiting()
{
    static Waiting all;
    return all;
}

void wait_for_room(AuditEvent event)
{
    logs::warn("history", "an event waits for room on the disk",
               {{"action", event.action},
                {"subject", event.subject},
                {"subject_id", event.subject_id.value_or(0)},
                {"user_id", event.actor_id.value_or(0)},
                {"request_id", event.request_id.value_or("")}});
    event.detail += (event.detail.empty() ? "" : "; ") + ("noted late, it was at " + utc_text(Clock().now()));
    std::lock_guard lock(waiting().mutex);
    if (waiting().events.size() < most_waiting) waiting().events.push_back(std::move(event));
}
} // namespace

void note_anyway(db::Database& database, const http::Call& call, const std::string& action, const Subject& subject,
                 const std::string& detail)
{
    auto event = event_of(call, action, subject, detail);
    try {
        database.transact([&](db::Session& db) { append(db, event); });
    } catch (const db::Error& error) {
        if (error.problem() != db::Problem::full) throw;
        wait_for_room(std::move(event));
    }
}

std::size_t note_waiting(db::Database& database)
{
    std::lock_guard lock(waiting().mutex);
    auto& events = waiting().events;
    if (events.empty()) return 0;
    try {
        database.transact([&](db::Session& db) {
            for (const auto& event : events) append(db, event);
        });
        events.clear();
    } catch (const db::Error&) { // there is none yet
    }
    return events.size();
}
} // namespace audit
