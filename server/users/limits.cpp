#include "server/users/limits.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/http/places.hpp"
#include "server/http/problem.hpp"
#include "server/users/password.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace users
{
std::string network_of(const http::Call& call) { return http::network_of(call.remote); }

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
    require_no_wait(call.database().transact([&](db::Session& db) { return count_try(db, limit, network_of(call)); }));
}

void require_failures_left(http::Call& call, const Limit& limit)
{
    require_no_wait(call.database().read([&](db::Session& db) { return wait_for(db, limit, network_of(call)); }));
}

void count_failure(http::Call& call, const Limit& limit)
{
    call.database().transact([&](db::Session& db) { count_try(db, limit, network_of(call)); });
}

void require_own_password(http::Call& call, const char* member, const std::string& password)
{
    auto id = call.caller().id;
    auto subject = std::to_string(id);
    std::string hash;
    auto wait = call.database().transact([&](db::Session& db) {
        hash = password_hash(db, id).value_or("");
        return count_try(db, passwords_of_a_person, subject);
    });
    require_no_wait(wait);
    if (require(password_fits(password, hash))) {
        call.database().transact([&](db::Session& db) { forget_tries(db, passwords_of_a_person, subject); });
        return;
    }
    call.database().transact(
        [&](db::Session& db) { audit::note(db, call, "user.wrong_own_password", {"user", id, {}}); });
    throw http::Stop(http::invalid({{member, "is not your password now"}}, false));
}
} // namespace users
