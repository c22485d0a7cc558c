#include "server/users/user_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/users/caller.hpp"
#include "server/users/login_store.hpp"
#include "server/users/password.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace users
{
namespace may = http::may;

namespace
{
struct Me {
    std::int64_t id = 0;
    std::string email;
    std::string name;
    Role role = Role::user;
    std::vector<Membership> departments;
    std::vector<http::Permission> permissions;
    bool demo = false; // the demo school is there: the banner shows
    std::string school_name;
};
BOOST_DESCRIBE_STRUCT(Me, (), (id, email, name, role, departments, permissions, demo, school_name))

struct SignIn {
    std::string email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password))

struct SignedIn {
    std::string token;
    std::string expires_at;
    Me me;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (token, expires_at, me))

struct NewPassword {
    std::string current;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (current, new_password))

struct UserQuery : http::PageParameters {
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(UserQuery, (http::PageParameters), (search))

Me me_of(db::Session& db, const Hub& hub, const User& user)
{
    return {user.id,          user.email,         user.name,
            user.role,        user.departments,   hub.permissions(user.role).list(),
            hub.has_demo(db), hub.school_name(db)};
}

Me show_me(http::Call& call) { return me_of(call.db(), call.use<Hub>(), user_of(call)); }

// Unknown people and wrong passwords get the same words after the same time.
User require_password(http::Call& call, const SignIn& input)
{
    std::optional<User> user;
    std::string hash;
    call.database().read([&](db::Session& db) {
        user = find_by_email(db, input.email);
        if (user) hash = password_hash(db, user->id).value_or("");
    });
    if (require(password_fits(input.password, hash)) && user) return *user;
    call.database().transact([&](db::Session& db) {
        note_failed_sign_in(db, input.email, call.remote);
        audit::note(db, call, "user.sign_in_failed", {"user", user ? std::optional(user->id) : std::nullopt, {}});
    });
    throw Refusal{Why::unauthorized, "E-mail address and password do not belong together. Check both and try again."};
}

SignedIn sign_in(http::Call& call, SignIn input)
{
    auto wait = call.database().read([&](db::Session& db) { return sign_in_wait(db, input.email, call.remote); });
    if (wait.count() > 0) {
        auto problem = http::problem_of(
            429, fmt::format("Too many tries to sign in have failed. Wait {} seconds, then try again.", wait.count()));
        problem.retry_after = wait.count();
        throw http::Stop(problem);
    }
    auto user = require_password(call, input);
    return call.database().transact([&](db::Session& db) {
        forget_failed_sign_ins(db, input.email, call.remote);
        std::string device(call.header("user-agent").substr(0, 200));
        auto issued = issue_token(db, user.id, device.empty() ? "unnamed" : device);
        call.signed_in = caller_of({user, issued.id, false}, {});
        audit::note(db, call, "user.sign_in", {"user", user.id, {}});
        return SignedIn{issued.token, issued.expires_at, me_of(db, call.use<Hub>(), user)};
    });
}

http::Nothing sign_out(http::Call& call)
{
    revoke_token(call.db(), call.caller().token_id);
    audit::note(call.db(), call, "user.sign_out", {"user", call.caller().id, {}});
    return {};
}

// Every other sign-in of the person ends with it.
http::Nothing change_password(http::Call& call, NewPassword input)
{
    auto id = call.caller().id;
    auto known = call.database().read([&](db::Session& db) { return password_hash(db, id).value_or(""); });
    if (!require(password_fits(input.current, known)))
        throw http::Stop(http::invalid({{"current", "is not your password now"}}, false));
    auto fits = check_password(input.new_password);
    if (!fits) throw http::Stop(http::invalid({{"new_password", fits.error().message}}, false));
    auto hash = require(hash_password(input.new_password));
    call.database().transact([&](db::Session& db) {
        set_password_hash(db, id, hash);
        revoke_tokens_of(db, id, call.caller().token_id);
        audit::note(db, call, "user.change_password", {"user", id, {}});
    });
    return {};
}

http::List<User> list_users(http::Call& call, UserQuery query)
{
    return http::list_of(call, require(list(call.db(), query.search, query.page())));
}

constexpr http::Route user_routes[] = {
    http::post<&sign_in>("/api/sign-in", may::anyone, "Sign in; the token comes back once").slow(),
    http::post<&sign_out>("/api/sign-out", may::signed_in, "End this sign-in"),
    http::get<&show_me>("/api/me", may::signed_in, "Who is signed in, and what they may do"),
    http::post<&change_password>("/api/me/password", may::signed_in, "Change the own password").slow(),
    http::get<&list_users>("/api/users", may::read_people, "List people by name"),
};
} // namespace

std::span<const http::Route> routes() { return user_routes; }
} // namespace users
