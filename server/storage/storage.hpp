#pragma once
// Objects under the hash of their content. What is being written lies in storage/tmp/ of the data folder until all of
// it is there, then the backend takes it: a folder, or a bucket. The rows of the database are what makes an object
// count.
#include "server/storage/backend.hpp"
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace storage
{
// An upload on its way in. Without accepted() nothing remains of it.
class Incoming
{
public:
    virtual ~Incoming() = default;
    // Throws Refusal: too_large past the limit, storage_full when the disk is.
    virtual void write(std::string_view bytes) = 0;
    virtual std::int64_t bytes() const = 0;
    // Makes it durable under its hash. Call once, last.
    virtual Stored keep() = 0;
    // Its row is committed.
    virtual void accepted() = 0;
};

struct Space {
    std::int64_t free_bytes = 0;
    std::int64_t total_bytes = 0;
};

struct StorageLimits {
    std::int64_t upload_bytes = 512LL << 20;
    double free_share = 0.05; // uploads are refused below it
};

// Of an upload whose manifest lies beside it.
struct Manifest {
    std::string sha256;
    std::int64_t upload_id = 0;
};

class Storage
{
public:
    // In the data folder itself. Makes the folders. Throws std::system_error.
    explicit Storage(const std::filesystem::path& data_folder, StorageLimits limits = {});
    Storage(const std::filesystem::path& data_folder, StorageLimits limits, std::unique_ptr<Backend> backend);
    // Once, before anything is stored; it outlives the storage.
    void use(Register& rows) { register_ = &rows; }

    // Throws Refusal(storage_full) when too little of the disk is free.
    std::unique_ptr<Incoming> receive();
    std::int64_t upload_limit() const { return limits_.upload_bytes; }

    // Compares all of its bytes with its name first, each time. Throws Lost, and tells the register.
    std::shared_ptr<const OpenObject> open(Kind kind, std::string_view sha256) const;
    bool is_whole(Kind kind, std::string_view sha256) const; // there and intact; tells nobody
    bool has(Kind kind, std::string_view sha256) const;      // there, whatever its bytes are

    // A manifest lets an upload be adopted again when the database comes from an older backup.
    void write_manifest(std::string_view sha256, std::int64_t upload_id, std::string_view json);
    void remove_manifest(std::string_view sha256, std::int64_t upload_id);
    std::string read_manifest(const Manifest& manifest) const; // empty where it is gone
    std::vector<Manifest> manifests() const;                   // of all uploads: reads the whole list

    // The number of the hub whose objects these are.
    std::optional<std::string> installation() const;
    void set_installation(std::string_view id);
    std::string name() const { return backend_->name(); }

    // A fresh folder for the outputs of one attempt, and the way of files in it into storage.
    std::filesystem::path new_scratch();
    Stored put(const std::filesystem::path& file);
    std::vector<Stored> put(const std::vector<std::filesystem::path>& files);
    Stored put(std::string_view bytes);

    // False where a manifest holds it. That no row needs it is for the caller to know.
    bool remove(Kind kind, std::string_view sha256);

    Space space() const; // of the disk that files come in on

    // Removes temporary files and folders that are older. Returns how many.
    std::size_t sweep_temporary(std::chrono::seconds age);

private:
    std::filesystem::path scratch_;
    std::unique_ptr<Backend> backend_;
    StorageLimits limits_;
    Register* register_ = nullptr;
};
} // namespace storage
