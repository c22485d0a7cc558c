#pragma once
#include <string>
#include <sys/socket.h>
#include <vector>

namespace outgoing
{
// Whether the address lies in the open internet: not this machine, not a private, link-local, shared or reserved
// network, in none of the ways to write an IPv4 address in IPv6. A cloud's metadata service is link-local.
bool is_public(const sockaddr& address);

// As text without the port: "10.0.0.5".
std::string address_text(const sockaddr& address);

inline constexpr auto inside_words =
    "its address lies inside the network, and the setting outgoing_allowed does not name it";

// Whether a connection may be made. It is asked about the address that is really connected to, after names have been
// resolved, so that a name that changes its mind gains nothing.
bool may_connect(const sockaddr& address, const std::vector<std::string>& allowed);
} // namespace outgoing
