#pragma once
// The limits of what somebody without a sign-in may try, and the answer past them. They count by network, which a whole
// school may share: what succeeds costs nothing, and who has signed in from there before is not held up by neighbours.
#include "server/http/call.hpp"
#include "server/users/limit_store.hpp"
#include <functional>
#include <string>
#include <string_view>

namespace users
{
inline constexpr Limit mails_per_network{"account-mails", 200, std::chrono::minutes(15)};
inline constexpr Limit wrong_codes_per_network{"codes", 20, std::chrono::minutes(15)};
inline constexpr Limit provider_starts_per_network{"provider-starts", 1000, std::chrono::minutes(15)};
inline constexpr Limit mails_per_account{"account-mails-to", 5, std::chrono::minutes(60)};
inline constexpr Limit passwords_of_a_person{"own-password", 5, std::chrono::minutes(15)};

// Where the caller is: the address, of IPv6 its /64.
std::string network_of(const http::Call& call);
// Leaves the handler with 429 and Retry-After where the wait is not over.
void require_no_wait(std::chrono::seconds wait);
// Counts a try of the caller's network in a transaction of its own; 429 past the limit.
void require_tries_left(http::Call& call, const Limit& limit);
// For what only failures count against: 429 where there were too many, and a failure more.
void require_failures_left(http::Call& call, const Limit& limit);
void count_failure(http::Call& call, const Limit& limit);
// Asks for the own password of somebody who is signed in, a few times only; wrong ones are noted in the history.
// Throws Stop (422, the member) where it is not `hash`'s.
void require_own_password(http::Call& call, const char* member, const std::string& password);
} // namespace users
