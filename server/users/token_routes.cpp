#include "server/users/token_routes.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace users
{
namespace may = http::may;

namespace
{
struct MyToken : TokenEntry {
    bool current = false; // the one that asks
};
BOOST_DESCRIBE_STRUCT(MyToken, (TokenEntry), (current))

struct NewScriptToken {
    std::string name;
    std::vector<http::Permission> scopes;
    std::optional<std::int64_t> days;
};
BOOST_DESCRIBE_STRUCT(NewScriptToken, (), (name, scopes, days))

struct ScriptToken {
    std::string token;
    std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(ScriptToken, (), (token, expires_at))

constexpr std::int64_t usual_days = 90, most_days = 366;

http::Listing<MyToken> list_tokens(http::Call& call)
{
    http::Listing<MyToken> mine;
    for (const auto& entry : tokens_of(call.db(), call.caller().id)) {
        MyToken token;
        static_cast<TokenEntry&>(token) = entry;
        token.current = entry.id == call.caller().token_id;
        mine.results.push_back(std::move(token));
    }
    return mine;
}

http::Created<ScriptToken> create_token(http::Call& call, NewScriptToken input)
{
    json::FieldErrors errors;
    if (input.name.find_first_not_of(' ') == input.name.npos || input.name.size() > 200)
        errors.push_back({"name", "must say what the token is for"});
    if (input.scopes.empty()) errors.push_back({"scopes", "must name what the token may do"});
    for (auto scope : input.scopes)
        if (!call.may(scope) || scope == may::anyone || scope == may::signed_in || scope == may::own_account)
            errors.push_back({"scopes", fmt::format("holds {}, which you cannot give", json::enum_text(scope))});
    auto days = input.days.value_or(usual_days);
    if (days < 1 || days > most_days) errors.push_back({"days", fmt::format("must be 1 to {}", most_days)});
    if (!errors.empty()) throw http::Stop(http::invalid(errors, false));
    auto issued =
        issue_script_token(call.db(), call.caller().id, input.name, input.scopes, std::chrono::hours(24 * days));
    audit::note(call.db(), call, "token.create", {"token", issued.id, {}}, input.name);
    return {{issued.token, issued.expires_at}};
}

http::Nothing end_token(http::Call& call)
{
    if (!revoke_token_of(call.db(), call.caller().id, call.id()))
        throw Refusal{Why::not_found, "There is no such token, or it has ended already."};
    audit::note(call.db(), call, "token.revoke", {"token", call.id(), {}});
    return {};
}

http::Nothing end_other_tokens(http::Call& call)
{
    auto count = revoke_tokens_of(call.db(), call.caller().id, call.caller().token_id);
    audit::note(call.db(), call, "token.revoke_others", {"user", call.caller().id, {}},
                fmt::format("{} tokens", count));
    return {};
}

constexpr http::Route routes_of_tokens[] = {
    http::get<&list_tokens>("/api/me/tokens", may::own_account, "List the own devices and tokens"),
    http::post<&create_token>("/api/me/tokens", may::own_account, "Make a token for a script; it comes back once"),
    http::post<&end_token>("/api/me/tokens/{id}/revoke", may::own_account, "End one token"),
    http::post<&end_other_tokens>("/api/me/tokens/revoke-others", may::own_account, "End every other token"),
};
} // namespace

std::span<const http::Route> token_routes() { return routes_of_tokens; }
} // namespace users
