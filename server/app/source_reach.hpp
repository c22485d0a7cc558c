#pragma once
// What pick-up places may reach: folders below “pickup” in the data folder (what lies elsewhere is mounted there by
// whoever runs the hub), and the open network, with what the settings name of the addresses inside.
#include "server/app/config.hpp"
#include "server/sources/visit.hpp"
#include <filesystem>

namespace app
{
std::filesystem::path own_pickup_folder(const std::filesystem::path& data_folder);
sources::Reach source_reach(const Config& config, const std::filesystem::path& data_folder);
} // namespace app
