#include "server/sources/folder.hpp"
#include "base/result.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace sources
{
namespace
{
std::string reason() { return std::generic_category().message(errno); }

bool is_below(const std::filesystem::path& path, const std::filesystem::path& above)
{
    auto end = std::mismatch(above.begin(), above.end(), path.begin(), path.end());
    return end.first == above.end();
}

Instant changed(const struct stat& info)
{
    return Instant(std::chrono::seconds(info.st_mtim.tv_sec) + std::chrono::nanoseconds(info.st_mtim.tv_nsec));
}

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

std::optional<Found> look_at(int folder, const char* name)
{
    struct stat info{};
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return Found{name, info.st_size, changed(info)};
}
} // namespace

Folder::Folder(const std::string& path, const std::vector<std::string>& allowed)
{
    std::error_code failed;
    auto real = std::filesystem::canonical(path, failed);
    if (failed)
        throw Refusal{Why::unavailable, fmt::format("The folder {} cannot be opened: {}.", path, failed.message())};
    bool named = std::ranges::any_of(allowed, [&](const std::string& one) {
        std::error_code unreachable;
        auto above = std::filesystem::canonical(one, unreachable);
        return !unreachable && is_below(real, above);
    });
    if (!named)
        throw Refusal{Why::invalid, fmt::format("Files are picked up from folders below {} only, and {} is not there.",
                                                fmt::join(allowed, ", "), path)};
    folder_ = open(real.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder_ < 0)
        throw Refusal{Why::unavailable, fmt::format("The folder {} cannot be opened: {}.", path, reason())};
}

Folder::~Folder() { close(folder_); }

Listing Folder::list(const Known&)
{
    Listing listing;
    int again = openat(folder_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    auto close_it = [](DIR* dir) { closedir(dir); };
    std::unique_ptr<DIR, decltype(close_it)> dir(again < 0 ? nullptr : fdopendir(again), close_it);
    if (!dir) throw PlaceFails("The folder cannot be listed: " + reason() + ".");
    while (auto* entry = readdir(dir.get())) {
        auto file = look_at(folder_, entry->d_name);
        if (!file) continue;
        if (listing.found.size() == most_files) {
            listing.lacking = too_many_words;
            break;
        }
        listing.found.push_back(*file);
    }
    std::ranges::sort(listing.found, {}, &Found::name);
    return listing;
}

bool Folder::is_still(const Found& file) const
{
    auto now = look_at(folder_, file.name.c_str());
    return now && now->identity() == file.identity();
}

void Folder::fetch(const Found& file, const std::function<void(std::string_view)>& take)
{
    Descriptor opened(openat(folder_, file.name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (opened.number() < 0) throw Refusal{Why::unavailable, "The file cannot be opened: " + reason() + "."};
    std::array<char, 1 << 16> buffer{};
    std::int64_t taken = 0;
    while (taken <= file.bytes) { // one that grows is never read to its end
        auto got = read(opened.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Refusal{Why::unavailable, "The file cannot be read: " + reason() + "."};
        if (got == 0) break;
        take({buffer.data(), static_cast<std::size_t>(got)});
        taken += got;
    }
    struct stat info{};
    if (fstat(opened.number(), &info) != 0 || info.st_size != file.bytes || changed(info) != file.changed)
        throw Refusal{Why::conflict, changed_words};
}

void Folder::move_to_taken(const Found& file)
{
    if (!is_still(file)) return; // another one has its name by now
    if (mkdirat(folder_, "taken", 0750) != 0 && errno != EEXIST)
        throw Refusal{Why::unavailable, "The folder “taken” cannot be made: " + reason() + "."};
    Descriptor taken(openat(folder_, "taken", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (taken.number() < 0) throw Refusal{Why::unavailable, "The folder “taken” cannot be opened: " + reason() + "."};
    auto name = file.name;
    for (int number = 2; number < 1000; ++number) {
        if (renameat2(folder_, file.name.c_str(), taken.number(), name.c_str(), RENAME_NOREPLACE) == 0) return;
        if (errno != EEXIST) break;
        name = numbered(file.name, number);
    }
    throw Refusal{Why::unavailable, "The file cannot be moved to the folder “taken”: " + reason() + "."};
}

void Folder::remove(const Found& file)
{
    if (is_still(file) && unlinkat(folder_, file.name.c_str(), 0) != 0 && errno != ENOENT)
        throw Refusal{Why::unavailable, "The file cannot be deleted: " + reason() + "."};
}
} // namespace sources
