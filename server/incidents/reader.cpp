#include "server/incidents/reader.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include "server/db/error.hpp"
#include "server/incidents/hub_store.hpp"
#include "server/incidents/inbox_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/incidents/outcome_store.hpp"
#include "server/runs/run_store.hpp"

namespace incidents
{
namespace
{
constexpr int most_at_once = 20; // nobody else writes meanwhile on SQLite

// False where there was none.
bool read_one(db::Session& db)
{
    auto told = take_event(db);
    if (!told) return false;
    if (!told->run) return true;
    // It may be gone since: the demo school was removed, a student erased.
    if (!runs::find(db, users::Scope::everything(), told->run->id)) return true;
    take_in(db, outcome_of(db, std::move(*told->run)));
    failpoint("incident_taken_in");
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

// One that cannot be acted on must not keep the others waiting for ever.
std::int64_t read_next(db::Database& database)
{
    try {
        return read_some(database, 1);
    } catch (const db::Error&) {
        throw;
    } catch (const std::exception& error) {
        logs::error("incidents", "an event could not be acted on and is left out", {{"error", error.what()}});
        return database.transact([](db::Session& db) { return take_event(db).has_value() ? 1 : 0; });
    }
}
} // namespace

std::int64_t read_events(db::Database& database)
{
    std::int64_t all = 0, read = 0;
    do {
        try {
            read = read_some(database, most_at_once);
        } catch (const db::Error&) {
            throw;
        } catch (const std::exception&) {
            read = read_next(database);
        }
        all += read;
    } while (read > 0);
    database.transact([](db::Session& db) {
        wake_due(db);
        look_at_hub(db);
    });
    return all;
}

void prepare(db::Database& database)
{
    database.transact([](db::Session& db) { ship_known_errors(db); });
}
} // namespace incidents
