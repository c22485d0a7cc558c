#pragma once
// Ends the live streams of people who have signed out, were switched off, or see something else now, whoever changed it
// and in whichever process: all open streams are compared with the database by one statement, twice a second.
#include "server/db/database.hpp"
#include "server/http/events.hpp"
#include <stop_token>

namespace app
{
class StreamGuard
{
public:
    StreamGuard(db::Database& database, http::EventHub& events) : database_(database), events_(events) {}
    void look();
    void run(std::stop_token stop);

private:
    db::Database& database_;
    http::EventHub& events_;
};
} // namespace app
