#pragma once
// What every process of a hub has, whatever it does: the database, the storage, the keys, and what it counts.
#include "server/app/broadcast.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/duties.hpp"
#include "server/app/watch.hpp"
#include "server/notifications/mailbox_routes.hpp"
#include "server/notifications/relay.hpp"
#include "server/pipeline/objects.hpp"
#include "server/pipeline/student_records.hpp"
#include "server/users/hub.hpp"

namespace app
{
struct Core {
    // Brings the database up to date. Throws Refusal in words where it and what this process was given do not fit.
    explicit Core(Config given);
    ~Core();
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    std::string database_url() const;

    Config config;
    Duties duties;
    DataFolder folder;
    SealingKeys keys;
    db::Database database;
    storage::Storage storage;
    metrics::Metrics metrics;
    Broadcast broadcast{metrics};
    Watcher watcher{database, storage, metrics};
    notifications::Relay relay;
    notifications::MailSettings mail;
    pipeline::Context pipeline;
    pipeline::ObjectRegister objects{database, storage, pipeline.house};
    pipeline::StudentRecords students;

private:
    void set_up_pipeline();
};
} // namespace app
