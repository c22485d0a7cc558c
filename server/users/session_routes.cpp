#include "server/users/session_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/users/account_work.hpp"
#include "server/users/caller.hpp"
#include "server/users/code_store.hpp"
#include "server/users/limits.hpp"
#include "server/users/login_store.hpp"
#include "server/users/password.hpp"
#include "server/users/person_store.hpp"
#include "server/users/second_factor_store.hpp"
#include "server/users/signed_in.hpp"

namespace users
{
namespace may = http::may;

namespace
{
struct SignIn {
    std::string email;
    std::string password;
    std::optional<std::string> code; // of the second factor
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, code))

struct NewPassword {
    std::string current;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (current, new_password))

Me show_me(http::Call& call) { return me_of(call.db(), call.use<Hub>(), user_of(call), call.caller().permissions); }

[[noreturn]] void stop(const char* type, const char* title, const char* detail, int status)
{
    auto problem = http::problem_of(status, detail);
    problem.type = std::string("/problems/") + type;
    problem.title = title;
    throw http::Stop(problem);
}

void note_failure(http::Call& call, const SignIn& input, const std::optional<User>& user)
{
    call.database().transact([&](db::Session& db) {
        count_failed_sign_in(db, input.email, network_of(call));
        audit::note(db, call, "user.sign_in_failed", {"user", user ? std::optional(user->id) : std::nullopt, {}});
    });
}

// Unknown people and wrong passwords get the same words after the same work.
User require_password(http::Call& call, const SignIn& input)
{
    std::optional<User> user;
    std::string hash;
    call.database().read([&](db::Session& db) {
        user = find_by_email(db, input.email);
        if (user) hash = password_hash(db, user->id).value_or("");
    });
    bool fits = require(password_fits(input.password, hash)) && user;
    if (!fits) {
        note_failure(call, input, user);
        throw Refusal{Why::unauthorized,
                      "E-mail address and password do not belong together. Check both and try again."};
    }
    if (needs_rehash(hash)) {
        auto fresh = require(hash_password(input.password));
        call.database().transact([&](db::Session& db) { set_password_hash(db, user->id, fresh); });
    }
    return *user;
}

// Only somebody who knows the password learns of these.
void require_the_rest(http::Call& call, const SignIn& input, const User& user)
{
    if (user.state == UserState::unverified)
        stop("not-verified", "Confirm your e-mail address first",
             "We sent you a mail with a link. Open it, then sign in. It can be sent again.", 403);
    if (!user.second_factor) return;
    if (!input.code || input.code->empty())
        stop("second-factor", "One more step", "Enter the code that your authenticator app shows.", 401);
    bool fits = call.database().transact([&](db::Session& db) {
        return use_second_factor(db, call.use<notifications::Outbox>().keys, user.id, *input.code);
    });
    if (fits) return;
    note_failure(call, input, user);
    stop("second-factor", "One more step",
         "The code does not fit. Enter the six digits that the app shows now, or a recovery code.", 401);
}

SignedIn sign_in(http::Call& call, SignIn input)
{
    require_no_wait(
        call.database().transact([&](db::Session& db) { return take_sign_in(db, input.email, network_of(call)); }));
    auto user = require_password(call, input);
    require_the_rest(call, input, user);
    return call.database().transact([&](db::Session& db) {
        forget_failed_sign_ins(db, input.email, network_of(call));
        return begin_session(db, call, user, false);
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
    require_own_password(call, "current", input.current);
    auto fits = check_password(input.new_password);
    if (!fits) throw http::Stop(http::invalid({{"new_password", fits.error().message}}, false));
    auto hash = require(hash_password(input.new_password));
    call.database().transact([&](db::Session& db) {
        set_password_hash(db, id, hash);
        revoke_tokens_of(db, id, call.caller().token_id);
        end_codes_of(db, id);
        audit::note(db, call, "user.change_password", {"user", id, {}});
        mail_to_person(db, call.use<notifications::Outbox>(),
                       password_changed(call.use<Hub>().letter_head(db), user_of(call)));
    });
    return {};
}

constexpr http::Route routes_of_sessions[] = {
    http::post<&sign_in>("/api/sign-in", may::anyone, "Sign in; the token comes back once").slow(),
    http::post<&sign_out>("/api/sign-out", may::signed_in, "End this sign-in"),
    http::get<&show_me>("/api/me", may::signed_in, "Who is signed in, and what they may do"),
    http::post<&change_password>("/api/me/password", may::own_account, "Change the own password").slow(),
};
} // namespace

std::span<const http::Route> session_routes() { return routes_of_sessions; }
} // namespace users
