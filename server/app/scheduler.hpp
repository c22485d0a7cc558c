#pragma once
// The part of a hub that looks after the rest: takes up what dead workers left, sends what waits in the outbox, keeps
// the house, opens incidents, watches the end of the history. Any number of processes may; where it must be one, it is
// who holds the lease.
#include "server/app/core.hpp"
#include "server/arrivals/watcher.hpp"
#include "server/schedules/ticker.hpp"
#include "server/sources/pick_up.hpp"
#include <thread>

namespace app
{
class Scheduler
{
public:
    Scheduler(Core& core, users::Hub& hub);

    // Before anybody is served: what was lost since the last start, and what an older backup brought back.
    void set_right();
    void start();
    void request_stop()
    {
        relaying_.request_stop();
        ticking_.request_stop();
    }
    void note_end(); // of the history; what fails is only logged

private:
    void add_relay_topics(users::Hub& hub);
    void say_where_history_is_shorter();
    void note_history_end();
    void open_incidents(const std::stop_token& stop);

    schedules::Works works(users::Hub& hub);
    schedules::Outcome send_report(db::Session& db, const schedules::ScheduleRow& row);

    Core& core_;
    sources::Hands sources_;
    schedules::Ticker ticker_;
    arrivals::Watcher arrivals_;
    std::jthread sweeping_, relaying_, opening_, ticking_, watching_arrivals_;
};
} // namespace app
