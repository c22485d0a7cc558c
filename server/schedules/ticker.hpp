#pragma once
// What keeps schedules: one thread decides the times that have come, others do them, so that a folder that is slow
// holds up no other schedule. Any number of processes may run it.
#include "server/db/database.hpp"
#include "server/queue/hint.hpp"
#include "server/schedules/tick_store.hpp"
#include <functional>
#include <stop_token>

namespace schedules
{
struct Outcome {
    bool ok = true;
    std::string words;
    std::int64_t uploads = 0;
    std::optional<WhySkipped> skipped{}; // there was nothing to do
};

struct Works {
    // Outside of a transaction; `go_on` is asked often, and gives up the work where it says false. May throw.
    std::function<Outcome(const ScheduleRow&, const std::function<bool()>& go_on)> pick_up;
    // Inside of the transaction that ends the tick, so that its letters leave once.
    std::function<Outcome(db::Session&, const ScheduleRow&, const Tick&)> tell;
};

class Ticker
{
public:
    Ticker(db::Database& database, Works works) : database_(database), works_(std::move(works)) {}

    void run(std::stop_token stop);
    queue::Hint& hint() { return hint_; }

private:
    template <class Step> void on_and_on(Step step); // step() is false when there is nothing to do now
    bool decide_due();
    bool do_next(Work work);
    void work(const Claim& claim);
    Outcome pick_up(const Claim& claim, const ScheduleRow& row);

    db::Database& database_;
    Works works_;
    std::stop_token stop_;
    queue::Hint hint_;
};
} // namespace schedules
