#pragma once
// ID tokens of OpenID Connect Core 1.0 §3.1.3.7: a JWS (RFC 7515) signed with RS256 or ES256 by a key of the provider's
// JWK set (RFC 7517).
#include "base/result.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace users
{
struct IdentityExpected {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    std::int64_t now = 0; // seconds since 1970
};

struct Identity {
    std::string subject;
    std::string email;
    bool email_verified = false;
};

// Whether the set has the key that the token says it is signed with; true where it says none.
bool has_key_of(std::string_view token, std::string_view jwks);
// Refuses (unauthorized) a token that is not signed by one of the keys, not for us, not from the issuer, not of this
// sign-in or not of this time. `jwks` is the JWK set as JSON.
Result<Identity> read_id_token(std::string_view token, std::string_view jwks, const IdentityExpected& expected);
} // namespace users
