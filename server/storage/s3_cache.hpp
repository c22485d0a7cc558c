#pragma once
// Copies of objects of a bucket on this machine, each under its hash; those that were not used for longest go first.
#include "server/storage/disk.hpp"
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace storage
{
class S3Cache
{
public:
    // Counts what is there already. Throws std::system_error.
    S3Cache(std::filesystem::path folder, std::int64_t most_bytes);

    // Compared with its name; one that has changed is removed.
    std::optional<disk::File> open(std::string_view sha256);
    // Takes the file away.
    void add(const std::filesystem::path& file, std::string_view sha256);
    void drop(std::string_view sha256);

private:
    void make_room();

    std::filesystem::path folder_;
    std::int64_t most_bytes_;
    std::mutex mutex_;
    std::int64_t bytes_ = 0;
};
} // namespace storage
