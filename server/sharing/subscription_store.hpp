#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/sharing/subscription.hpp"
#include "server/users/scope.hpp"

namespace sharing
{
// Whom a subscription is for: `key` is "person:12" or "address:head@village.test".
struct Target {
    std::string key;
    std::optional<std::int64_t> user_id;
    std::optional<std::string> email; // outside
};
// The person who has this address, also where the account is closed, else the address.
Target target_of(db::Session& db, const std::string& email);
Target target_of(const users::User& person);
Target target_of(const Recipient& to);

struct NewSubscription {
    std::int64_t feed_id = 0;
    Target target;
    Terms terms;
    std::vector<std::string> values;
    std::optional<std::int64_t> by;
};
// Takes the place of one that the target has. Of one that the file rules keep, the rules stay the origin.
std::int64_t subscribe(db::Session& db, const NewSubscription& wanted);
// Refuses (conflict) one that has ended, and to stop one that the file rules keep.
Result<void> change(db::Session& db, std::int64_t id, const Terms& terms, const std::vector<std::string>& values);
Result<void> stop(db::Session& db, std::int64_t id, std::int64_t by);
// Those of the file rules are these addresses from now on.
void keep_rules(db::Session& db, std::int64_t feed_id, const std::vector<std::string>& addresses,
                std::optional<std::int64_t> by);

enum class SubscriptionState { active, stopped, all };
BOOST_DESCRIBE_ENUM(SubscriptionState, active, stopped, all)
struct SubscriptionFilter {
    std::optional<std::int64_t> department_id, feed_id;
    std::optional<std::string> search;
    SubscriptionState state = SubscriptionState::active;
};
// Newest first.
Result<db::Page<Subscription>> list(db::Session& db, const users::Scope& scope, const SubscriptionFilter& filter,
                                    const db::PageQuery& wanted);
std::optional<Subscription> find_subscription(db::Session& db, const users::Scope& scope, std::int64_t id);
// Of a feed: those in force.
std::vector<Subscription> subscriptions_of(db::Session& db, std::int64_t feed_id);
} // namespace sharing
