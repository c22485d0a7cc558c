#pragma once
// Room that the hub keeps for its database: a file in the data folder that is given up when the disk is full, so that
// people still sign in and download, and made again when there is room.
#include <cstdint>
#include <filesystem>

namespace app
{
class Ballast
{
public:
    explicit Ballast(const std::filesystem::path& data_folder) : file_(data_folder / "ballast") {}
    void look(); // every second

private:
    std::filesystem::path file_;
};
} // namespace app
