#include "server/storage/disk.hpp"
#include "base/result.hpp"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace storage::disk
{
namespace fs = std::filesystem;

void fail(const char* doing, const fs::path& path)
{
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        throw Refusal{
            Why::storage_full,
            "The disk of the hub is full, so the file could not be kept. Nothing was lost: send it again once an "
            "admin has made room."};
    throw std::system_error(errno, std::generic_category(), std::string(doing) + " " + path.string());
}

File File::create(const fs::path& path)
{
    auto descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) fail("create", path);
    return File(descriptor);
}
File File::open(const fs::path& path)
{
    auto descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail("open", path);
    return File(descriptor);
}
File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
File::~File()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

void File::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto put = ::write(descriptor_, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail("write", "");
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
}

void File::sync()
{
    if (::fsync(descriptor_) != 0) fail("fsync", "");
}

void File::rewind()
{
    if (::lseek(descriptor_, 0, SEEK_SET) != 0) fail("rewind", "");
}

void File::empty()
{
    if (::ftruncate(descriptor_, 0) != 0) fail("empty", "");
    rewind();
}

void sync_folder(const fs::path& path)
{
    auto folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) fail("open", path);
    auto synced = ::fsync(folder);
    ::close(folder);
    if (synced != 0) fail("fsync", path);
}

void make_folders(const fs::path& path)
{
    if (fs::is_directory(path)) return;
    make_folders(path.parent_path());
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail("mkdir", path);
    sync_folder(path.parent_path());
}

void move_into_place(const fs::path& from, const fs::path& to)
{
    make_folders(to.parent_path());
    if (::rename(from.c_str(), to.c_str()) != 0) fail("rename", to);
    sync_folder(to.parent_path());
}
} // namespace storage::disk
