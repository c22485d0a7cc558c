#include "server/http/places.hpp"
#include <boost/asio/ip/address.hpp>

namespace http
{
std::string network_of(std::string_view address)
{
    namespace ip = boost::asio::ip;
    boost::system::error_code failed;
    auto parsed = ip::make_address(std::string(address), failed);
    if (failed || parsed.is_v4()) return std::string(address);
    auto v6 = parsed.to_v6();
    if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6(bytes).to_string() + "/64";
}

std::shared_ptr<void> Places::take(const std::vector<Share>& shares)
{
    std::lock_guard lock(taken_->mutex);
    for (const auto& share : shares)
        if (auto found = taken_->of.find(share.who); found != taken_->of.end() && found->second >= share.most)
            return nullptr;
    for (const auto& share : shares) ++taken_->of[share.who];
    return {taken_.get(), [taken = taken_, shares](void*) {
                std::lock_guard again(taken->mutex);
                for (const auto& share : shares)
                    if (auto found = taken->of.find(share.who); --found->second == 0) taken->of.erase(found);
            }};
}
} // namespace http
