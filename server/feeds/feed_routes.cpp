#include "server/feeds/feed_routes.hpp"
#include "server/audit/note.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/feeds/today.hpp"
#include "server/http/list.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace feeds
{
namespace may = http::may;

namespace
{
struct FeedQuery : http::PageParameters {
    std::optional<std::int64_t> department_id;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(FeedQuery, (http::PageParameters), (department_id, search))

constexpr const char* no_such_feed = "There is no such regular file.";

FeedDetail require_detail(http::Call& call, std::int64_t id)
{
    auto feed = find(call.db(), users::scope_of(call), id);
    if (!feed) throw Refusal{Why::not_found, no_such_feed};
    return *feed;
}

http::List<Feed> list_feeds(http::Call& call, FeedQuery query)
{
    return http::list_of(
        call, require(list(call.db(), users::scope_of(call), {query.department_id, query.search}, query.page())));
}

std::string tag_of(const Feed& feed) { return fmt::format("\"{}\"", feed.contract_version); }

FeedDetail show_feed(http::Call& call)
{
    auto feed = require_detail(call, call.id());
    call.tag = tag_of(feed);
    // Answers are kept by the headers of files, and the header of a file that has none is its first row.
    if (!users::may_send_to(users::user_of(call), feed.department.id)) feed.remembered.clear();
    return feed;
}

// Where the caller says which file rules they have seen, others must not have come into force since.
void require_seen(http::Call& call)
{
    if (call.header("if-match").empty()) return;
    auto feed = require_detail(call, call.id());
    auto in_force = std::ranges::find(feed.versions, feed.contract_version, &ContractVersion::version);
    auto who = in_force != feed.versions.end() && in_force->created_by ? in_force->created_by->name : "Somebody";
    call.require_match(tag_of(feed), fmt::format("{} has put version {} of these file rules in force meanwhile. Open "
                                                 "them again.",
                                                 who, feed.contract_version));
}

http::Created<FeedDetail> create_feed(http::Call& call, NewContract input)
{
    try {
        auto feed = require(insert(call.db(), input, call.caller().id));
        audit::note(call.db(), call, "feed.create", {"feed", feed.id, feed.department.id}, feed.key);
        return {require_detail(call, feed.id)};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

http::Created<FeedDetail> add_contract(http::Call& call, NewContract input)
{
    require_seen(call);
    try {
        auto feed = require(add_version(call.db(), users::scope_of(call), call.id(), input, call.caller().id));
        audit::note(call.db(), call, "feed.add_contract", {"feed", feed.id, feed.department.id},
                    fmt::format("version {}", feed.contract_version));
        return {require_detail(call, feed.id)};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

http::Created<FeedDetail> change_aliases(http::Call& call, NewAliases input)
{
    require_seen(call);
    try {
        auto feed = require(set_aliases(call.db(), users::scope_of(call), call.id(), input, call.caller().id));
        audit::note(call.db(), call, "feed.set_aliases", {"feed", feed.id, feed.department.id},
                    fmt::format("{}, version {}", input.field, feed.contract_version));
        return {require_detail(call, feed.id)};
    } catch (const engine::ContractErrors& errors) {
        refuse_contract(errors);
    }
}

struct Forgotten {
    std::int64_t remembered_id = 0;
};
BOOST_DESCRIBE_STRUCT(Forgotten, (), (remembered_id))

FeedDetail forget_answer(http::Call& call, Forgotten input)
{
    auto gone = require(forget(call.db(), users::user_of(call), call.id(), input.remembered_id));
    auto feed = require_detail(call, call.id());
    audit::note(call.db(), call, "feed.forget", {"feed", feed.id, feed.department.id}, json::enum_text(gone.kind));
    return feed;
}

ContractText show_contract(http::Call& call)
{
    auto contract = find_contract(call.db(), users::scope_of(call), call.id(), call.id("version"));
    if (!contract) throw Refusal{Why::not_found, "There is no such version of the file rules."};
    return *contract;
}

http::Listing<PeriodChoice> list_periods(http::Call& call)
{
    auto feed = find_rules(call.db(), users::scope_of(call), call.id());
    if (!feed) throw Refusal{Why::not_found, no_such_feed};
    return {period_choices(feed->period, today(call.db()))};
}

constexpr http::Route feed_routes[] = {
    http::get<&list_feeds>("/api/feeds", may::read_feeds, "List regular files by title"),
    http::post<&create_feed>("/api/feeds", may::write_feeds, "Add a regular file by its file rules"),
    http::get<&show_feed>("/api/feeds/{id}", may::read_feeds, "Show a regular file with its rules").tagged(),
    http::post<&add_contract>("/api/feeds/{id}/contracts", may::write_feeds,
                              "Put a new version of the file rules to use")
        .tagged(),
    http::post<&change_aliases>("/api/feeds/{id}/aliases", may::write_feeds,
                                "Set the names that a field is recognised by; a new version of the file rules")
        .tagged(),
    http::post<&forget_answer>("/api/feeds/{id}/forget", may::write_runs,
                               "Forget what was answered about files of this source"),
    http::get<&show_contract>("/api/feeds/{id}/contracts/{version}", may::read_feeds,
                              "Show a version of the file rules"),
    http::get<&list_periods>("/api/feeds/{id}/periods", may::read_feeds,
                             "List the periods a file can be for, newest first"),
};
} // namespace

std::span<const http::Route> routes() { return feed_routes; }
} // namespace feeds
