#pragma once
// Time-based one-time passwords (RFC 6238 over RFC 4226): SHA-1, six digits, steps of 30 seconds, as every
// authenticator app makes them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace users
{
std::string new_totp_secret();                 // 20 random bytes
std::string to_base32(std::string_view bytes); // RFC 4648 §6, without padding
std::string totp_code(std::string_view secret, std::int64_t step);
inline std::int64_t totp_step(std::int64_t unix_seconds) { return unix_seconds / 30; }

// The step whose code this is: now, one before or one after, and later than `last_step`, so that no code counts twice.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, std::int64_t unix_seconds,
                                          std::int64_t last_step);

// What a QR code for an authenticator app says: "otpauth://totp/…".
std::string otpauth_address(std::string_view secret, std::string_view school, std::string_view account);
} // namespace users
