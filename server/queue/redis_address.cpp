#include "server/queue/redis_address.hpp"
#include "base/result.hpp"
#include <boost/url.hpp>

namespace queue
{
RedisAddress redis_address(const std::string& url, const std::string& ca_file)
{
    auto refuse = [](const char* what) -> Refusal {
        return {Why::invalid,
                std::string("The setting redis ") + what +
                    ". Expected redis://user:password@host:6379, or rediss:// with TLS; signs such as @ and / in the "
                    "password are written as %40 and %2F."};
    };
    auto parsed = boost::urls::parse_uri(url);
    if (!parsed) throw refuse("is no address");
    if (parsed->scheme() != "redis" && parsed->scheme() != "rediss")
        throw refuse("begins with neither redis:// nor rediss://");
    if (parsed->encoded_host_name().empty() && parsed->host_address().empty()) throw refuse("names no host");
    if (parsed->has_port() && parsed->port_number() == 0) throw refuse("names no port that there is");
    // Hints belong to no numbered database.
    if (parsed->has_query() || parsed->has_fragment() || (parsed->path().size() > 1 && parsed->path() != "/0"))
        throw refuse("has something behind the host that is not used");
    RedisAddress address;
    address.host = parsed->host_address();
    if (parsed->has_port()) address.port = parsed->port_number();
    address.tls = parsed->scheme() == "rediss";
    address.user = parsed->user();
    address.password = parsed->password();
    if (!address.user.empty() && address.password.empty()) throw refuse("names a user without a password");
    address.ca_file = ca_file;
    return address;
}
} // namespace queue
