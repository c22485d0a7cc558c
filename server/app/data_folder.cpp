#include "server/app/data_folder.hpp"
#include "base/result.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app
{
DataFolder::DataFolder(const std::string& path, Use use)
{
    std::error_code failed;
    path_ = std::filesystem::absolute(path, failed).lexically_normal().string();
    if (std::filesystem::exists(path_) && !std::filesystem::is_directory(path_))
        throw Refusal{Why::invalid, fmt::format("{} is a file. --data takes a folder.", path_)};
    std::filesystem::create_directories(path_, failed);
    if (failed)
        throw Refusal{Why::invalid, fmt::format("The data folder {} cannot be made: {}. Choose another with --data.",
                                                path_, failed.message())};
    chmod(path_.c_str(), 0700); // student data: for the owner only
    auto lock = path_ + "/lock";
    lock_ = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
        throw Refusal{Why::invalid, fmt::format("The data folder {} cannot be written: {}. Check its owner, or choose "
                                                "another with --data.",
                                                path_, std::strerror(errno))};
    if (flock(lock_, (use == Use::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
        close(lock_);
        throw Refusal{Why::conflict,
                      fmt::format("Another BatchOps process already uses the data folder {}. Stop it first, "
                                  "or choose another folder with --data.",
                                  path_)};
    }
}

std::string anchors_file(const Config& config, const std::string& data_folder)
{
    return config.history_anchors.empty() ? data_folder + "/history-anchors.jsonl" : config.history_anchors;
}

DataFolder::~DataFolder()
{
    if (lock_ >= 0) close(lock_);
}
} // namespace app
