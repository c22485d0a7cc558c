#pragma once
// The headers that every reply has, and the answer to cross-origin requests.
#include "server/http/reply.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace http
{
// Adds what the reply does not say itself. `secure`: people reach the server by https.
void add_security_headers(Reply& reply, bool secure);

// The policy of the page itself; `nonce` is for the style elements that dialogs add.
std::string page_policy(std::string_view nonce);

// Exact origins ("https://hub.school.test"); `null` and "*" are never on the list.
class AllowedOrigins
{
public:
    AllowedOrigins() = default;
    explicit AllowedOrigins(std::string_view comma_separated); // throws Refusal that names a wrong entry

    bool empty() const { return origins_.empty(); }
    bool allows(std::string_view origin) const;
    // On every reply, whatever its Origin: caches must keep them apart.
    void add_headers(Reply& reply, std::string_view origin) const;
    // The answer to OPTIONS.
    Reply preflight(std::string_view origin, std::string_view allowed_methods) const;

private:
    std::vector<std::string> origins_;
};
} // namespace http
