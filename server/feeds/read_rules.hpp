#pragma once
// Reading the text of file rules for a feed: what the text alone cannot say is wrong, at its place.
#include "engine/contract/contract.hpp"
#include "server/db/session.hpp"
#include "server/feeds/feed.hpp"
#include <string>

namespace feeds
{
struct NamedRules {
    engine::Contract contract;
    departments::DepartmentRef department;
};
// Both throw engine::ContractErrors. The department must exist.
NamedRules read_rules(db::Session& db, const std::string& text);
// A new version keeps the key of its feed and its department.
engine::Contract read_rules_of(const FeedRules& feed, const std::string& text);

// Leaves a handler with every error at its line and column (422).
[[noreturn]] void refuse_contract(const engine::ContractErrors& errors);
} // namespace feeds
