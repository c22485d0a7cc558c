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
    // `news` is given when there may be something to tell.
    StreamGuard(db::Database& database, http::EventHub& events, queue::Hint& news)
        : database_(database), events_(events), news_(news)
    {
        events_.look_soon = [this] { news_.give(); };
        events_.before_telling = [this] { look(); };
    }
    void look();
    void run(std::stop_token stop);

private:
    db::Database& database_;
    http::EventHub& events_;
    queue::Hint& news_;
};
} // namespace app
