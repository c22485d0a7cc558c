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
#include "server/queue/wakeups.hpp"
#include "server/sharing/desk.hpp"
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
    std::string address() const; // as people reach it

    Config config;
    std::uint16_t port = 0; // that the API has; 0: the one of the settings
    Duties duties;
    DataFolder folder;
    SealingKeys keys;
    db::Database database;
    storage::Storage storage;
    metrics::Metrics metrics;
    Broadcast broadcast{metrics};
    Watcher watcher{database, storage, metrics, wakeups};
    notifications::Relay relay;
    notifications::MailSettings mail;
    sharing::Desk desk;
    pipeline::Context pipeline;
    pipeline::ObjectRegister objects{database, storage, pipeline.house};
    pipeline::StudentRecords students;
    queue::Hint news;       // give it when there may be an event to tell
    queue::Wakeups wakeups; // last: its threads use what is above

private:
    void set_up_pipeline();
    void set_up_hints();
    void give(queue::Topic topic);
};
} // namespace app
