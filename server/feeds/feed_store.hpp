#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/feeds/feed.hpp"
#include "server/feeds/read_rules.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds
{
struct FeedFilter {
    std::optional<std::int64_t> department_id{};
    std::optional<std::string> search{};
};
// Orderings: title (default), key, id.
Result<db::Page<Feed>> list(db::Session& db, const users::Scope& scope, const FeedFilter& filter,
                            const db::PageQuery& wanted);
std::optional<FeedDetail> find(db::Session& db, const users::Scope& scope, std::int64_t id);
std::optional<FeedRules> find_rules(db::Session& db, const users::Scope& scope, std::string_view key);
std::optional<FeedRules> find_rules(db::Session& db, const users::Scope& scope, std::int64_t id);
// All feeds in scope, for guessing where a file belongs.
std::vector<FeedRules> all_rules(db::Session& db, const users::Scope& scope);

struct NewContract {
    std::string contract_text;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(NewContract, (), (contract_text, note))

// The row of a feed, without its file rules. Refuses a key that is taken.
Result<std::int64_t> insert_feed(db::Session& db, const NamedRules& named, std::int64_t version);

// Both read the text and throw engine::ContractErrors where it is wrong; a department that does not exist is one of
// those errors. insert refuses a key that is taken. A new version of a feed keeps its key and department, becomes the
// live one and retires the one before.
Result<FeedRules> insert(db::Session& db, const NewContract& contract, std::optional<std::int64_t> author);
Result<FeedRules> add_version(db::Session& db, const users::Scope& scope, std::int64_t feed_id,
                              const NewContract& contract, std::optional<std::int64_t> author);
// The names under which a field is recognised, all of them.
struct NewAliases {
    std::string field;
    std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(NewAliases, (), (field, names))
// A new version of the live file rules in which only these names differ. Refuses (invalid) a field that is not there
// and a name that belongs to another field.
Result<FeedRules> set_aliases(db::Session& db, const users::Scope& scope, std::int64_t feed_id, const NewAliases& input,
                              std::optional<std::int64_t> author);
std::optional<ContractText> find_contract(db::Session& db, const users::Scope& scope, std::int64_t feed_id,
                                          std::int64_t version);

} // namespace feeds
