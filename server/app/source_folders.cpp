#include "server/app/source_folders.hpp"

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder)
{
    return std::filesystem::absolute(data_folder) / "pickup";
}

std::vector<std::string> source_folders(const std::filesystem::path& data_folder)
{
    return {own_pickup_folder(data_folder).string()};
}
} // namespace app
