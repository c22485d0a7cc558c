#pragma once
// Objects in the data folder, one file each:
//   storage/uploads/ab/cd/  <sha256> as people sent it, and <sha256>.<upload id>.json, its manifest, saying what it is
//   storage/exports/ab/cd/  <sha256> as runs made it
//   installation            the number of the hub
// An object has its name only once all of it is on the disk.
#include "server/storage/backend.hpp"

namespace storage
{
class Folder final : public Backend
{
public:
    // Makes the folders. Throws std::system_error.
    explicit Folder(const std::filesystem::path& data_folder);

    std::string name() const override;
    void put(const std::filesystem::path& file, const Stored& object) override;
    std::expected<disk::File, Fault> open(const std::string& key) const override;
    std::optional<Fault> check(const std::string& key) const override;
    bool has(const std::string& key) const override;
    void remove(const std::string& key) override;
    void list(const std::string& prefix, const std::function<bool(const Listed&)>& each) const override;
    void write(const std::string& key, std::string_view bytes) override;
    std::optional<std::string> read(const std::string& key) const override;

private:
    std::filesystem::path path_of(const std::string& key) const;
    std::filesystem::path data_, root_;
};
} // namespace storage
