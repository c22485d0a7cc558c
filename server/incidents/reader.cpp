#include "server/incidents/reader.hpp"
#include "base/log.hpp"
#include "server/db/error.hpp"
#include "server/incidents/hub_store.hpp"
#include "server/incidents/inbox_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/incidents/outcome_store.hpp"
#include "server/incidents/thing_store.hpp"
#include "server/runs/run_store.hpp"

namespace incidents
{
namespace
{
constexpr int events_at_once = 20;                     // nobody else writes meanwhile on SQLite
constexpr double little_room = 0.1, room_again = 0.12; // of the disk; below 5 % files are refused

// False where there was none.
bool read_one(db::Session& db)
{
    auto told = take_event(db);
    if (!told) return false;
    if (told->due_file) take_in_due_file(db, told->due_file->id, told->due_file->state);
    if (told->source) take_in_source(db, told->source->id);
    if (!told->run) return true;
    // It may be gone since: the demo school was removed, a student erased.
    if (!runs::find(db, users::Scope::everything(), told->run->id)) return true;
    take_in(db, outcome_of(db, std::move(*told->run)));
    return true;
}

std::int64_t read_some(db::Database& database, int most)
{
    return database.transact([&](db::Session& db) {
        std::int64_t read = 0;
        while (read < most && read_one(db)) ++read;
        return read;
    });
}

std::int64_t leave_out(db::Database& database, const std::string& why)
{
    logs::error("incidents", "an event could not be acted on and is left out", {{"error", why}});
    return database.transact([](db::Session& db) { return take_event(db).has_value() ? 1 : 0; });
}

// One that cannot be acted on must not keep the others waiting for ever.
std::int64_t read_next(db::Database& database)
{
    try {
        return read_some(database, 1);
    } catch (const db::Error& error) {
        if (error.problem() != db::Problem::other) throw;
        return leave_out(database, error.what());
    } catch (const std::exception& error) {
        return leave_out(database, error.what());
    }
}
} // namespace

std::int64_t read_events(db::Database& database)
{
    std::int64_t all = 0;
    while (database.read([](db::Session& db) { return unseen_events(db) > 0; })) {
        std::int64_t read = 0;
        try {
            read = read_some(database, events_at_once);
        } catch (const std::exception&) { // one by one, until the one that fails is known
            read = read_next(database);
        }
        if (read == 0) break; // somebody else has them
        all += read;
    }
    if (database.read(&has_due)) database.transact(&wake_due);
    return all;
}

void look_at_hub(db::Database& database, std::int64_t free_bytes, std::int64_t total_bytes)
{
    auto share = total_bytes > 0 ? static_cast<double>(free_bytes) / static_cast<double>(total_bytes) : 1.0;
    HubState state{share<little_room, share> room_again};
    if (database.read([&](db::Session& db) { return says_something(db, state); }))
        database.transact([&](db::Session& db) { take_in(db, state); });
}

void ship_known_errors(db::Database& database)
{
    database.transact([](db::Session& db) { ship_known_errors(db); });
}
} // namespace incidents
