#include "server/users/limits.hpp"
#include "server/db/database.hpp"
#include "server/http/problem.hpp"
#include <fmt/format.h>

namespace users
{
void require_no_wait(std::chrono::seconds wait)
{
    if (wait.count() <= 0) return;
    auto problem =
        http::problem_of(429, fmt::format("That was tried too often. Wait {} seconds, then try again.", wait.count()));
    problem.retry_after = wait.count();
    throw http::Stop(problem);
}

void require_tries_left(http::Call& call, const Limit& limit)
{
    require_no_wait(call.database().transact([&](db::Session& db) { return count_try(db, limit, call.remote); }));
}
} // namespace users
