#pragma once
// The second factor of a person: an authenticator app, and ten recovery codes for the day when the phone is gone.
#include "base/result.hpp"
#include "base/sealing.hpp"
#include "server/db/session.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace users
{
// A fresh secret (raw bytes) that counts once confirm_second_factor has seen a code of it. Refuses where there is a
// second factor already.
Result<std::string> begin_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id);
// Turns it on. The recovery codes, to be shown once; refuses a code that does not fit.
Result<std::vector<std::string>> confirm_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id,
                                                       std::string_view code);
// Whether the code fits; it is used up. A recovery code works as well, once.
bool use_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id, std::string_view code);
// New recovery codes in place of the old ones.
std::vector<std::string> renew_recovery_codes(db::Session& db, std::int64_t user_id);
std::int64_t recovery_codes_left(db::Session& db, std::int64_t user_id);
void remove_second_factor(db::Session& db, std::int64_t user_id);
} // namespace users
