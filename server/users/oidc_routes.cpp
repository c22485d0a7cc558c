#include "server/users/oidc_routes.hpp"
#include "base/clock.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/users/limits.hpp"
#include "server/users/oidc.hpp"
#include "server/users/signed_in.hpp"
#include "server/users/user_store.hpp"

namespace users
{
namespace may = http::may;

namespace
{
struct ProviderStart {
    std::string address; // where the browser goes
    std::string state;   // to be compared with what comes back
};
BOOST_DESCRIBE_STRUCT(ProviderStart, (), (address, state))

struct ProviderAnswer {
    std::string code, state;
};
BOOST_DESCRIBE_STRUCT(ProviderAnswer, (), (code, state))

std::string callback_of(const http::Call& call) { return call.use<Hub>().address() + "/signed-in"; }

Oidc& require_provider(http::Call& call)
{
    auto& oidc = call.use<Oidc>();
    if (!oidc.is_on()) throw Refusal{Why::not_found, "This hub knows no identity provider."};
    return oidc;
}

// The provider is asked outside of every transaction.
ProviderStart start_sign_in(http::Call& call)
{
    auto& oidc = require_provider(call);
    require_tries_left(call, provider_starts_per_network);
    auto authorization = oidc.look_up();
    return call.database().transact([&](db::Session& db) -> ProviderStart {
        auto start = oidc.start(db, call.use<notifications::Outbox>().keys, authorization, callback_of(call));
        return {start.address, start.state};
    });
}

SignedIn finish_sign_in(http::Call& call, ProviderAnswer input)
{
    auto& oidc = require_provider(call);
    require_failures_left(call, wrong_codes_per_network);
    std::int64_t now = 0;
    auto pending = call.database().transact([&](db::Session& db) {
        now = std::chrono::duration_cast<std::chrono::seconds>(parse_utc(db.now()).time_since_epoch()).count();
        return Oidc::take(db, call.use<notifications::Outbox>().keys, input.state);
    });
    if (!pending) {
        count_failure(call, wrong_codes_per_network);
        throw Refusal{Why::unauthorized, "This sign-in took too long or was used already. Begin again."};
    }
    auto identity = require(oidc.finish(*pending, input.code, callback_of(call), now));
    return call.database().transact([&](db::Session& db) {
        auto id = find_by_identity(db, oidc.subject_of(identity), identity);
        auto user = id ? find(db, *id) : std::nullopt;
        if (!user)
            throw Refusal{Why::forbidden, "You are known at the school, but have no account here yet. Ask an admin of "
                                          "BatchOps to invite the address that the provider knows you by."};
        return begin_session(db, call, *user, true);
    });
}

constexpr http::Route routes_of_oidc[] = {
    http::post<&start_sign_in>("/api/oidc/start", may::anyone, "Begin a sign-in at the identity provider").away(),
    http::post<&finish_sign_in>("/api/oidc/finish", may::anyone, "End it with what the provider sent back").away(),
};
} // namespace

std::span<const http::Route> oidc_routes() { return routes_of_oidc; }
} // namespace users
