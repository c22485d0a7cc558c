#pragma once
// Files under the hash of their content, in the data folder:
//   storage/tmp/            what is being written (same file system, so that a rename is all it takes)
//   storage/uploads/ab/cd/  <sha256> as people sent it, and <sha256>.<upload id>.json saying what it is
//   storage/exports/ab/cd/  <sha256> as runs made it
// A file has its name only once all of it is on the disk; the database row is what makes it count.
#include "base/bytes.hpp"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace storage
{
struct Stored {
    std::string sha256;
    std::int64_t bytes = 0;
    std::string key; // "uploads/ab/cd/<sha256>"
};

// What is on the disk is not what was put there.
class Corrupt : public std::runtime_error
{
    using std::runtime_error::runtime_error;
};

// An upload on its way in. Without keep() nothing remains of it.
class Incoming
{
public:
    virtual ~Incoming() = default;
    // Throws Refusal: too_large past the limit, storage_full when the disk is.
    virtual void write(std::string_view bytes) = 0;
    virtual std::int64_t bytes() const = 0;
    // Makes it durable under its hash. Call once, last.
    virtual Stored keep() = 0;
};

struct Space {
    std::int64_t free_bytes = 0;
    std::int64_t total_bytes = 0;
};

struct StorageLimits {
    std::int64_t upload_bytes = 512LL << 20;
    double free_share = 0.05; // uploads are refused below it
};

class Storage
{
public:
    // Makes the folders. Throws std::system_error.
    explicit Storage(const std::filesystem::path& data_folder, StorageLimits limits = {});

    // Throws Refusal(storage_full) when too little of the disk is free.
    std::unique_ptr<Incoming> receive();
    std::int64_t upload_limit() const { return limits_.upload_bytes; }

    // Checks the hash of the whole file before it is read; of a file that has not changed since, once per process.
    // Throws Corrupt, also where it is missing.
    std::shared_ptr<const ByteSource> open_upload(std::string_view sha256) const;
    std::shared_ptr<const ByteSource> open_export(std::string_view sha256) const;
    // The paths of the same files, for child processes; open them above first.
    std::filesystem::path upload_path(std::string_view sha256) const;
    std::filesystem::path export_path(std::string_view sha256) const;
    bool has_export(std::string_view sha256) const; // present and intact

    // Says beside an upload what it is, so that it can be adopted again when the database comes from an older backup.
    void write_manifest(std::string_view sha256, std::int64_t upload_id, std::string_view json);

    // A fresh folder for the outputs of one attempt, and the way of a file in it into exports.
    std::filesystem::path new_scratch();
    Stored keep_export(const std::filesystem::path& file);
    Stored keep_export(std::string_view bytes);

    // Takes away one object, with what lies beside it, that no row refers to any more. `folder`: uploads or exports.
    void remove(std::string_view folder, std::string_view sha256);

    Space space() const;

    // Removes what nobody refers to: temporary files and folders, and stored objects for which `is_referenced(folder,
    // sha256)` is false, if they are older than `age`. Returns how many.
    std::size_t sweep(std::chrono::seconds age,
                      const std::function<bool(std::string_view folder, std::string_view sha256)>& is_referenced);

private:
    std::shared_ptr<const ByteSource> open(const char* folder, std::string_view sha256) const;

    std::filesystem::path root_;
    StorageLimits limits_;
};
} // namespace storage
