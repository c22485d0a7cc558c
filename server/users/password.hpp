#pragma once
// Passwords as argon2id hashes (libsodium, INTERACTIVE: 64 MiB, about 70 ms). At most two are computed at a time and
// eight wait, so that a flood of sign-ins exhausts neither memory nor the processors.
#include "base/result.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace users
{
// 8 characters to 1,024 bytes, taken whole and as they are typed, and none of the most used ones. No rules of
// composition.
Result<void> check_password(std::string_view password);

// Refuses (too_many) when too many wait already.
Result<std::string> hash_password(std::string_view password);
// Also of the form that Django keeps. Whatever the hash is, also none (nobody of that name, which never fits), argon2id
// is computed once, so that nobody learns from the time which it was.
Result<bool> password_fits(std::string_view password, const std::string& hash);

// How often a password was hashed with argon2id in this process: what tests compare, as time cannot be.
std::uint64_t passwords_hashed();

// Whether a hash that fits should be made anew: it is not argon2id of today's strength.
bool needs_rehash(const std::string& hash);

// Made for first starts and printed once: 20 letters and digits, about 100 bits, without look-alikes.
std::string random_password();
} // namespace users
