#include "server/feeds/read_rules.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/rules_error.hpp"
#include "server/http/problem.hpp"
#include <fmt/format.h>

namespace feeds
{
NamedRules read_rules(db::Session& db, const std::string& text)
{
    auto contract = engine::parse_contract(text, "file rules");
    auto found = departments::find_by_key(db, contract.department);
    if (!found)
        throw one_error(text, "department",
                        "There is no department “" + contract.department +
                            "”. Use the key of one that exists, or let an admin make it first.");
    return {std::move(contract), *found};
}

engine::Contract read_rules_of(const FeedRules& feed, const std::string& text)
{
    auto contract = engine::parse_contract(text, "file rules");
    if (contract.feed != feed.key)
        throw one_error(text, "feed",
                        "These are the rules of the feed “" + feed.key + "”; a new version keeps its name.");
    if (contract.department != feed.department.key)
        throw one_error(text, "department",
                        "This feed belongs to “" + feed.department.key +
                            "”; a new version of its rules cannot move it.");
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
