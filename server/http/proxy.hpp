#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace http
{
// The settings value "10.0.0.2, 10.0.0.3" as a list.
std::vector<std::string> comma_separated(std::string_view list);

// Who is behind the peer: with a trusted proxy the last address in X-Forwarded-For that is not a proxy's own, otherwise
// the peer itself. What lies further left could have been made up by the client.
std::string client_behind(const std::vector<std::string>& proxies, const std::string& peer,
                          std::string_view forwarded_for);
} // namespace http
