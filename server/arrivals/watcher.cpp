#include "server/arrivals/watcher.hpp"
#include "server/arrivals/announce_store.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/arrivals/letters.hpp"
#include <fmt/format.h>

namespace arrivals
{
bool remind(db::Session& db, const notifications::Outbox& outbox, const users::Hub& hub, const DueFile& file, bool late,
            const std::string& dedup_key)
{
    const auto& whom = with_whom(file);
    if (!whom) return false;
    for (const auto& to : users::find_recipients(db, {whom->id})) {
        auto head = hub.letter_head(db);
        notifications::add_mail(db, outbox, dedup_key,
                                late ? late_letter(head, to, file) : reminder_letter(head, to, file));
        return true;
    }
    return false;
}

void Watcher::write_to_whom_it_is_with(db::Session& db, std::int64_t id, bool late)
{
    auto file = find_due(db, users::Scope::everything(), id);
    if (!file) return;
    remind(db, outbox_, hub_, *file, late, fmt::format("due:{}:{}", id, late ? "late" : "soon"));
    announce(db, id);
}

void Watcher::look()
{
    constexpr std::int64_t at_a_time = 200;
    for (const auto& row : database_.read([](db::Session& db) { return to_plan(db); }))
        database_.transact([&](db::Session& db) { plan_ahead(db, row); });
    for (auto id : database_.read([](db::Session& db) { return past_alarm(db, at_a_time); }))
        database_.transact([&](db::Session& db) {
            if (make_late(db, id)) write_to_whom_it_is_with(db, id, true);
        });
    for (auto id : database_.read([](db::Session& db) { return to_remind(db, at_a_time); }))
        database_.transact([&](db::Session& db) {
            if (take_reminder(db, id)) write_to_whom_it_is_with(db, id, false);
        });
}
} // namespace arrivals
