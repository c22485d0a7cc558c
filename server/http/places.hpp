#pragma once
// How much of the server one person, one department and one address may keep busy at a time.
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http
{
// Of an IPv6 address the /64, which is what one customer has; an IPv4 address within IPv6 is one.
std::string network_of(std::string_view address);

class Places
{
public:
    struct Share {
        std::string who;
        std::size_t most;
    };
    // One place of each share until it is destroyed; null where one of them has no more. It may outlive Places.
    std::shared_ptr<void> take(const std::vector<Share>& shares);

private:
    struct Taken {
        std::mutex mutex;
        std::map<std::string, std::size_t> of;
    };
    std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
};
} // namespace http
