#include "server/app/ballast.hpp"
#include "base/log.hpp"
#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace app
{
namespace
{
namespace fs = std::filesystem;
constexpr std::int64_t most = 16LL << 20;
constexpr int share = 50;  // of the disk: below the share that uploads must leave, so that they do not use it up
constexpr int enough = 10; // of the disk

void make(const fs::path& file, std::int64_t bytes)
{
    int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return;
    bool made = ::posix_fallocate(descriptor, 0, bytes) == 0;
    ::close(descriptor);
    if (!made) ::unlink(file.c_str());
}
} // namespace

void Ballast::look()
{
    std::error_code failed;
    auto space = fs::space(file_.parent_path(), failed);
    if (failed || space.capacity == 0) return;
    auto capacity = static_cast<std::int64_t>(space.capacity), left = static_cast<std::int64_t>(space.available);
    auto bytes = std::min(most, capacity / share);
    bool is_there = fs::exists(file_, failed);
    if (is_there && left < bytes / 2) {
        ::unlink(file_.c_str());
        logs::error("disk", "the disk is full; what was kept for this was given up", {{"bytes", bytes}});
    } else if (!is_there && left > capacity / enough)
        make(file_, bytes);
}
} // namespace app
