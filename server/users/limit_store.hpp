#pragma once
// How often something may be tried: atomic counters in the database, so that they survive a restart and hold for every
// process.
#include "server/db/session.hpp"
#include <chrono>
#include <cstdint>
#include <string_view>

namespace users
{
struct Limit {
    std::string_view name;       // "password-reset"
    std::int64_t tries;          // so many …
    std::chrono::minutes window; // … within this time
};

// Counts one try of `subject` (an address, an account). How long the subject must wait when there were too many; zero:
// go on. One statement, so that of parallel tries each is counted.
std::chrono::seconds count_try(db::Session& db, const Limit& limit, std::string_view subject);
// The wait that the next try would have, without counting it.
std::chrono::seconds wait_for(db::Session& db, const Limit& limit, std::string_view subject);
void forget_tries(db::Session& db, const Limit& limit, std::string_view subject);
// Whether anything was counted within the window.
bool was_counted(db::Session& db, const Limit& limit, std::string_view subject);
} // namespace users
