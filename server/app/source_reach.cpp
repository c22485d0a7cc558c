#include "server/app/source_reach.hpp"
#include "server/http/proxy.hpp"

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder)
{
    return std::filesystem::absolute(data_folder) / "pickup";
}

sources::Reach source_reach(const Config& config, const std::filesystem::path& data_folder)
{
    return {{own_pickup_folder(data_folder).string()}, http::comma_separated(config.outgoing_allowed)};
}
} // namespace app
