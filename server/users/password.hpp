#pragma once
// Passwords as argon2id hashes (libsodium, INTERACTIVE: 64 MiB, about 70 ms). At most two are computed at a time and
// eight wait, so that a flood of sign-ins exhausts neither memory nor the processors.
#include "base/result.hpp"
#include <string>
#include <string_view>

namespace users
{
// 8 characters to 1,024 bytes, taken whole and as they are typed, and none of the most used ones. No rules of
// composition.
Result<void> check_password(std::string_view password);

// Refuses (too_many) when too many wait already.
Result<std::string> hash_password(std::string_view password);
// Also of the form that Django keeps. An empty hash (nobody of that name) takes as long as a real one and never fits.
Result<bool> password_fits(std::string_view password, const std::string& hash);

// Whether a hash that fits should be made anew: it is not argon2id of today's strength.
bool needs_rehash(const std::string& hash);

// Made for first starts and printed once: 20 letters and digits, about 100 bits, without look-alikes.
std::string random_password();
} // namespace users
