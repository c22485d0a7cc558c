#pragma once
// The folder that holds everything a hub keeps. One server at a time: the lock lasts as long as this object, and ends
// with the process however it ends.
#include "server/app/config.hpp"
#include <string>

namespace app
{
class DataFolder
{
public:
    // Makes the folder where it does not exist. Throws Refusal in words when it cannot be used or another server has
    // it.
    explicit DataFolder(const std::string& path);
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    const std::string& path() const { return path_; } // absolute

private:
    std::string path_;
    int lock_ = -1;
};

// Where the end of the history is noted.
std::string anchors_file(const Config& config, const std::string& data_folder);
} // namespace app
