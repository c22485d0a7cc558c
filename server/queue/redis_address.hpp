#pragma once
// Where Redis is: redis://user:password@host:6379, rediss:// with TLS.
#include <cstdint>
#include <string>

namespace queue
{
struct RedisAddress {
    std::string host;
    std::uint16_t port = 6379;
    bool tls = false;
    std::string user, password; // as they are, not percent-encoded; empty: none
    std::string ca_file;        // authorities to trust instead of the system's
};

// Throws Refusal that says what was expected, without the address: it may hold a password.
RedisAddress redis_address(const std::string& url, const std::string& ca_file);
} // namespace queue
