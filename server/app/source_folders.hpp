#pragma once
// Below which folders files are picked up: those that the setting source_folders names, and “pickup” in the data
// folder.
#include "server/app/config.hpp"
#include <filesystem>
#include <vector>

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder);
std::vector<std::string> source_folders(const Config& config, const std::filesystem::path& data_folder);
} // namespace app
