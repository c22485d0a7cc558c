#include "server/feeds/read_rules.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/http/problem.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/subscription_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace feeds
{
namespace
{
// An error of one key at the top of the document, at its place in the text.
engine::ContractErrors one_error(std::string_view text, std::string_view key, std::string message)
{
    engine::ContractError error{1, 1, "/" + std::string(key), std::move(message)};
    int line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        auto end = std::min(text.find('\n', at), text.size());
        auto column = text.substr(at, end - at).find_first_not_of(" \t{\"'");
        if (column != std::string_view::npos && text.substr(at + column, key.size()) == key) {
            error.line = line;
            error.column = static_cast<int>(column) + 1;
            break;
        }
        at = end + 1;
    }
    return {"file rules", {std::move(error)}};
}
// What cannot be sent is said before the rules are saved.
void require_reachable(db::Session& db, std::string_view text, const engine::Contract& contract,
                       const std::vector<std::string>& known)
{
    for (const auto& address : contract.publish.to) {
        if (std::ranges::find(known, address) != known.end()) continue;
        auto target = sharing::target_of(db, address);
        if (target.user_id) continue;
        auto why = sharing::why_not_outside(sharing::policy(db), contract.privacy.recipient_domains, *target.email);
        if (why) throw one_error(text, "publish", fmt::format("Reports cannot be sent to {}: it {}.", address, *why));
    }
}
} // namespace

NamedRules read_rules(db::Session& db, const std::string& text)
{
    auto contract = engine::parse_contract(text, "file rules");
    auto found = departments::find_by_key(db, contract.department);
    if (!found)
        throw one_error(text, "department",
                        "There is no department “" + contract.department +
                            "”. Use the key of one that exists, or let an admin make it first.");
    require_reachable(db, text, contract, {});
    return {std::move(contract), *found};
}

engine::Contract read_rules_of(db::Session& db, const FeedRules& feed, const std::string& text)
{
    auto contract = engine::parse_contract(text, "file rules");
    if (contract.feed != feed.key)
        throw one_error(text, "feed",
                        "These are the rules of the feed “" + feed.key + "”; a new version keeps its name.");
    if (contract.department != feed.department.key)
        throw one_error(text, "department",
                        "This feed belongs to “" + feed.department.key +
                            "”; a new version of its rules cannot move it.");
    auto live = live_text(db, feed.id);
    require_reachable(db, text, contract,
                      live ? engine::parse_contract(*live, feed.key).publish.to : std::vector<std::string>());
    return contract;
}

void refuse_contract(const engine::ContractErrors& errors)
{
    auto count = errors.errors().size();
    auto problem = http::problem_of(422, errors.what());
    problem.title = count == 1 ? "The file rules have an error" : fmt::format("The file rules have {} errors", count);
    for (const auto& error : errors.errors()) {
        http::ProblemError place;
        place.pointer = error.pointer;
        place.detail = error.message;
        place.line = error.line;
        place.column = error.column;
        problem.errors.push_back(place);
    }
    throw http::Stop(problem);
}
} // namespace feeds
