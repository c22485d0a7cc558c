#pragma once
// The limits of what somebody without a sign-in may try, and the answer past them.
#include "server/http/call.hpp"
#include "server/users/limit_store.hpp"
#include <string_view>

namespace users
{
inline constexpr Limit mails_per_address{"account-mails", 20, std::chrono::minutes(15)};
inline constexpr Limit codes_per_address{"codes", 20, std::chrono::minutes(15)};
inline constexpr Limit failures_per_address{"sign-in-failures", 100, std::chrono::minutes(15)};
inline constexpr Limit mails_per_account{"account-mails-to", 5, std::chrono::minutes(60)};

// Leaves the handler with 429 and Retry-After where the wait is not over.
void require_no_wait(std::chrono::seconds wait);
// Counts a try of the caller's address in a transaction of its own; 429 past the limit.
void require_tries_left(http::Call& call, const Limit& limit);
} // namespace users
