#include "server/users/second_factor_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/users/caller.hpp"
#include "server/users/hub.hpp"
#include "server/users/limits.hpp"
#include "server/users/second_factor_store.hpp"
#include "server/users/totp.hpp"
#include "server/users/user_store.hpp"

namespace users
{
namespace may = http::may;

namespace
{
struct SecondFactorState {
    bool on = false;
    bool required = false;
    std::int64_t recovery_codes_left = 0;
};
BOOST_DESCRIBE_STRUCT(SecondFactorState, (), (on, required, recovery_codes_left))

struct SecondFactorSetup {
    std::string secret;  // to type in where the camera does not work
    std::string address; // what the QR code says
};
BOOST_DESCRIBE_STRUCT(SecondFactorSetup, (), (secret, address))

struct SecondFactorCode {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(SecondFactorCode, (), (code))

struct RecoveryCodes {
    std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

struct PasswordAgain {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordAgain, (), (password))

const SealingKeys& keys_of(http::Call& call) { return call.use<notifications::Outbox>().keys; }

SecondFactorState show_state(http::Call& call)
{
    const auto& user = user_of(call);
    return {user.second_factor, call.use<Hub>().second_factor_required && user.role != Role::user,
            recovery_codes_left(call.db(), user.id)};
}

SecondFactorSetup begin_setup(http::Call& call)
{
    auto secret = require(begin_second_factor(call.db(), keys_of(call), call.caller().id));
    return {to_base32(secret),
            otpauth_address(secret, "BatchOps " + call.use<Hub>().school_name(call.db()), user_of(call).email)};
}

RecoveryCodes confirm_setup(http::Call& call, SecondFactorCode input)
{
    require_failures_left(call, wrong_codes_per_network);
    auto id = call.caller().id;
    auto codes = call.database().transact([&](db::Session& db) {
        auto made = confirm_second_factor(db, keys_of(call), id, input.code);
        if (made) audit::note(db, call, "user.second_factor_on", {"user", id, {}});
        return made;
    });
    if (!codes && codes.error().why == Why::invalid) {
        count_failure(call, wrong_codes_per_network);
        throw http::Stop(http::invalid({{"code", codes.error().message}}, false));
    }
    return {require(std::move(codes))};
}

http::Nothing turn_off(http::Call& call, PasswordAgain input)
{
    require_own_password(call, "password", input.password); // a token alone, left on a foreign computer, is not enough
    call.database().transact([&](db::Session& db) {
        remove_second_factor(db, call.caller().id);
        audit::note(db, call, "user.second_factor_off", {"user", call.caller().id, {}});
    });
    return {};
}

RecoveryCodes renew_codes(http::Call& call, PasswordAgain input)
{
    require_own_password(call, "password", input.password);
    if (!user_of(call).second_factor) throw Refusal{Why::conflict, "There is no second factor to recover."};
    return call.database().transact([&](db::Session& db) -> RecoveryCodes {
        audit::note(db, call, "user.recovery_codes", {"user", call.caller().id, {}});
        return {renew_recovery_codes(db, call.caller().id)};
    });
}

constexpr http::Route routes_of_second_factor[] = {
    http::get<&show_state>("/api/me/second-factor", may::own_account, "Show the own second factor"),
    http::post<&begin_setup>("/api/me/second-factor/begin", may::own_account, "Begin with an authenticator app"),
    http::post<&confirm_setup>("/api/me/second-factor/confirm", may::own_account,
                               "Turn the second factor on with a first code; recovery codes come back once")
        .by_hand(),
    http::post<&turn_off>("/api/me/second-factor/remove", may::own_account, "Turn the second factor off").slow(),
    http::post<&renew_codes>("/api/me/second-factor/recovery-codes", may::own_account, "Make new recovery codes")
        .slow(),
};
} // namespace

std::span<const http::Route> second_factor_routes() { return routes_of_second_factor; }
} // namespace users
