#include "server/app/source_folders.hpp"
#include "server/http/proxy.hpp"

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder)
{
    return std::filesystem::absolute(data_folder) / "pickup";
}

std::vector<std::string> source_folders(const Config& config, const std::filesystem::path& data_folder)
{
    auto folders = http::comma_separated(config.source_folders);
    folders.push_back(own_pickup_folder(data_folder).string());
    return folders;
}
} // namespace app
