#pragma once
// Feeds the live streams, and ends those of people who have signed out, were switched off, or see something else now,
// whoever changed it and in whichever process: all open streams are compared with the database by one statement, twice
// a second and whenever there is something to tell.
#include "server/db/database.hpp"
#include "server/http/events.hpp"
#include "server/queue/hint.hpp"
#include <stop_token>

namespace app
{
class StreamGuard
{
public:
    StreamGuard(db::Database& database, http::EventHub& events) : database_(database), events_(events)
    {
        events_.look_soon = [this] { news.give(); };
        events_.before_telling = [this] { look(); };
    }
    void look();
    void run(std::stop_token stop);

    queue::Hint news; // give it when there may be something to tell

private:
    db::Database& database_;
    http::EventHub& events_;
};
} // namespace app
