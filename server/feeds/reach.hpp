#pragma once
#include "engine/contract/contract.hpp"
#include "server/db/session.hpp"
#include <string_view>

namespace feeds
{
// What cannot be sent is said before rules are saved: throws ContractErrors for an address under publish.to that
// nothing may go to. Those that the version in force has stay.
void require_reachable(db::Session& db, std::int64_t feed_id, std::string_view text, const engine::Contract& contract);
} // namespace feeds
