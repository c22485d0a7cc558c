#include "server/feeds/grant_routes.hpp"
#include "server/audit/note.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/grant_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace feeds
{
namespace may = http::may;

namespace
{
FeedDetail require_feed(http::Call& call)
{
    auto feed = find(call.db(), users::scope_of(call), call.id());
    if (!feed) throw Refusal{Why::not_found, "There is no such regular file."};
    return *feed;
}

FeedGrants list_grants(http::Call& call) { return grants_of(call.db(), require_feed(call).id); }

http::Created<Grant> add_grant(http::Call& call, NewGrant input)
{
    auto feed = require_feed(call);
    auto made = require(grant(call.db(), feed, input, call.caller().id));
    audit::note(call.db(), call, "feed.grant", {"feed", feed.id, feed.department.id},
                fmt::format("{} may read {}", made.reader.key, fmt::join(made.columns, ", ")));
    return {made};
}

FeedGrants take_back(http::Call& call)
{
    auto feed = require_feed(call);
    auto gone = require(revoke_grant(call.db(), feed.id, call.id("grant")));
    audit::note(call.db(), call, "feed.revoke_grant", {"feed", feed.id, feed.department.id}, gone.reader.key);
    return grants_of(call.db(), feed.id);
}

constexpr http::Route routes_of_grants[] = {
    http::get<&list_grants>("/api/feeds/{id}/grants", may::read_feeds,
                            "List which regular files of other departments may read this one"),
    http::post<&add_grant>("/api/feeds/{id}/grants", may::write_feeds,
                           "Let a regular file of another department read named columns of this one"),
    http::post<&take_back>("/api/feeds/{id}/grants/{grant}/revoke", may::write_feeds, "Take a grant back"),
};
} // namespace

std::span<const http::Route> grant_routes() { return routes_of_grants; }
} // namespace feeds
