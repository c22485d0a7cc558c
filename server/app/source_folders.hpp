#pragma once
// Below which folders files are picked up: “pickup” in the data folder. What lies elsewhere is mounted there by
// whoever runs the hub.
#include <filesystem>
#include <string>
#include <vector>

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder);
std::vector<std::string> source_folders(const std::filesystem::path& data_folder);
} // namespace app
