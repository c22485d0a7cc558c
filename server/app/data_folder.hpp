#pragma once
// The folder that holds everything a hub keeps. Over SQLite one process at a time, over PostgreSQL any number, but none
// beside one that wants to be alone: the lock lasts as long as this object, and ends with the process however it ends.
#include "server/app/config.hpp"
#include <string>

namespace app
{
class DataFolder
{
public:
    enum class Use { alone, shared };
    // Makes the folder where it does not exist. Throws Refusal in words when it cannot be used or another process has
    // it.
    explicit DataFolder(const std::string& path, Use use = Use::alone);
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
