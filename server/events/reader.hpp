#pragma once
// The rows of events, as a process tells them to its listeners.
#include "server/db/database.hpp"
#include "server/events/event_store.hpp"
#include "server/http/events.hpp"
#include <chrono>

namespace events
{
class Reader final : public http::EventSource
{
public:
    explicit Reader(db::Database& database) : database_(database) {}

    Kept kept() override;
    News news(std::int64_t after, std::size_t most) override;
    std::vector<http::Event> between(std::int64_t after, std::int64_t up_to, std::size_t most) override;

private:
    // PostgreSQL gives an id out before its transaction commits, so that a later one may be seen first. What is missing
    // is waited for until no transaction is open any more that may have been given it.
    struct Gap {
        std::int64_t covers = 0; // every id up to this one had been given out when the gap was met
        std::chrono::steady_clock::time_point since;
        std::optional<std::int64_t> over_at; // once no transaction up to this one is open
    };
    bool may_still_come(const Latest& next, std::int64_t highest);

    db::Database& database_;
    std::optional<Gap> gap_;
    std::int64_t whole_up_to_ = 0; // what is missing up to here never comes
};
} // namespace events
