#pragma once
// Random names and base64url (RFC 4648 §5, without padding).
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// `bytes` from the system's cryptographic generator, as lower-case hex or base64url.
std::string random_hex(std::size_t bytes);
std::string random_base64url(std::size_t bytes);
// A number below `limit`, each equally likely.
std::size_t random_below(std::size_t limit);

std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
