#include "server/storage/s3_cache.hpp"
#include "server/storage/backend.hpp"
#include <algorithm>
#include <system_error>
#include <tuple>
#include <vector>

namespace storage
{
namespace fs = std::filesystem;

namespace
{
std::int64_t size_of(const fs::path& path)
{
    std::error_code gone;
    auto bytes = fs::file_size(path, gone);
    return gone ? 0 : static_cast<std::int64_t>(bytes);
}
} // namespace

S3Cache::S3Cache(fs::path folder, std::int64_t most_bytes) : folder_(std::move(folder)), most_bytes_(most_bytes)
{
    disk::make_folders(folder_);
    for (const auto& entry : fs::directory_iterator(folder_)) bytes_ += size_of(entry.path());
}

std::optional<disk::File> S3Cache::open(std::string_view sha256)
{
    auto path = folder_ / sha256;
    std::error_code gone;
    if (!fs::is_regular_file(path, gone)) return std::nullopt;
    try {
        auto file = disk::File::open(path);
        if (hash_of(FileSource(file.descriptor())) == sha256) {
            fs::last_write_time(path, fs::file_time_type::clock::now(), gone); // it was used
            return file;
        }
    } catch (const std::system_error&) { // made room for another one meanwhile, or cannot be read
    }
    drop(sha256);
    return std::nullopt;
}

void S3Cache::add(const fs::path& file, std::string_view sha256)
{
    std::lock_guard lock(mutex_);
    auto path = folder_ / sha256;
    bytes_ += size_of(file) - size_of(path);
    fs::rename(file, path);
    fs::last_write_time(path, fs::file_time_type::clock::now());
    if (bytes_ > most_bytes_) make_room();
}

void S3Cache::drop(std::string_view sha256)
{
    std::lock_guard lock(mutex_);
    auto path = folder_ / sha256;
    bytes_ -= size_of(path);
    std::error_code gone;
    fs::remove(path, gone);
}

// More than is needed, so that it is not needed again at once.
void S3Cache::make_room()
{
    std::vector<std::tuple<fs::file_time_type, std::int64_t, fs::path>> all;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(folder_))
        all.emplace_back(entry.last_write_time(gone), size_of(entry.path()), entry.path());
    std::ranges::sort(all);
    bytes_ = 0;
    for (const auto& [used, bytes, path] : all) bytes_ += bytes;
    for (const auto& [used, bytes, path] : all) {
        if (bytes_ <= most_bytes_ / 10 * 9) break;
        if (fs::remove(path, gone)) bytes_ -= bytes;
    }
}
} // namespace storage
