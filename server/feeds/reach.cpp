#include "server/feeds/reach.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/feeds/rules_error.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/subscription_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace feeds
{
void require_reachable(db::Session& db, std::int64_t feed_id, std::string_view text, const engine::Contract& contract)
{
    if (contract.publish.to.empty()) return;
    auto live = live_text(db, feed_id);
    auto known = live ? engine::parse_contract(*live, "file rules").publish.to : std::vector<std::string>();
    for (const auto& address : contract.publish.to) {
        if (std::ranges::find(known, address) != known.end()) continue;
        auto target = sharing::target_of(db, address);
        if (target.user_id) continue;
        auto why = sharing::why_not_outside(sharing::policy(db), contract.privacy.recipient_domains, *target.email);
        if (why) throw one_error(text, "publish", fmt::format("Reports cannot be sent to {}: it {}.", address, *why));
    }
}
} // namespace feeds
