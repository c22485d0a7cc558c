#pragma once
// Looks after due files: plans them ahead, makes them late once, reminds. Any number of processes may.
#include "server/arrivals/due_file.hpp"
#include "server/db/database.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/users/hub.hpp"

namespace arrivals
{
class Watcher
{
public:
    Watcher(db::Database& database, notifications::Outbox& outbox, users::Hub& hub)
        : database_(database), outbox_(outbox), hub_(hub)
    {
    }
    void look();

private:
    void write_to_whom_it_is_with(db::Session& db, std::int64_t id, bool late);

    db::Database& database_;
    notifications::Outbox& outbox_;
    users::Hub& hub_;
};

// A letter to the one it is with. False where nobody is.
bool remind(db::Session& db, const notifications::Outbox& outbox, const users::Hub& hub, const DueFile& file, bool late,
            const std::string& dedup_key);
} // namespace arrivals
