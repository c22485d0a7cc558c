#pragma once
// Failed sign-ins per account and network: after five within 15 minutes the next tries must wait, longer each time and
// at most until the 15 minutes are over. Besides, one network may fail so often in all, and so may one account from
// anywhere (limits.hpp); neither holds up an account in a network from which it has signed in before, so nobody locks a
// colleague or a school out.
#include "server/users/limit_store.hpp"
#include <chrono>
#include <string>
#include <string_view>

namespace users
{
inline constexpr Limit failures_per_network{"sign-in-failures", 100, std::chrono::minutes(15)};
inline constexpr Limit failures_per_account{"account-failures", 50, std::chrono::minutes(15)};

// How long this account from this network must wait for its own failures before the next try; zero: try.
std::chrono::seconds sign_in_wait(db::Session& db, std::string_view email, std::string_view network);
// Takes a try: the longest wait where there is one, otherwise the try counts as a failure until forget_failed_sign_ins
// takes it back. So tries side by side are all counted.
std::chrono::seconds take_sign_in(db::Session& db, std::string_view email, std::string_view network);
// One statement, so that parallel tries are all counted. Commit it although the sign-in is refused.
void note_failed_sign_in(db::Session& db, std::string_view email, std::string_view network);
// Against the network and the account as a whole.
void count_failed_sign_in(db::Session& db, std::string_view email, std::string_view network);
// After a sign-in: the network is known for this account from then on.
void forget_failed_sign_ins(db::Session& db, std::string_view email, std::string_view network);
} // namespace users
