#include "server/storage/folder.hpp"
#include "base/ids.hpp"
#include <system_error>

namespace storage
{
namespace fs = std::filesystem;

Folder::Folder(const fs::path& data_folder) : data_(fs::absolute(data_folder)), root_(data_ / "storage")
{
    for (auto folder : {"tmp", "uploads", "exports"}) disk::make_folders(root_ / folder);
}

std::string Folder::name() const { return "the folder " + root_.string(); }

fs::path Folder::path_of(const std::string& key) const { return (key == installation_key ? data_ : root_) / key; }

void Folder::put(const fs::path& file, const Stored& object) { disk::move_into_place(file, path_of(object.key)); }

std::expected<disk::File, Fault> Folder::open(const std::string& key) const
{
    if (!has(key)) return std::unexpected(Fault::missing);
    auto file = disk::File::open(path_of(key));
    try {
        if (hash_of(FileSource(file.descriptor())) == hash_in(key)) return file;
    } catch (const std::system_error&) { // the disk cannot read it
    }
    return std::unexpected(Fault::damaged);
}

std::optional<Fault> Folder::check(const std::string& key) const
{
    auto opened = open(key);
    return opened ? std::nullopt : std::optional(opened.error());
}

bool Folder::has(const std::string& key) const { return fs::is_regular_file(path_of(key)); }

void Folder::remove(const std::string& key)
{
    std::error_code ignored;
    fs::remove(path_of(key), ignored);
}

void Folder::list(const std::string& prefix, const std::function<bool(const Listed&)>& each) const
{
    auto below = root_ / prefix.substr(0, prefix.rfind('/'));
    std::error_code gone;
    for (const auto& entry : fs::recursive_directory_iterator(below, gone)) {
        if (!entry.is_regular_file(gone)) continue;
        auto key = entry.path().lexically_relative(root_).string();
        if (key.starts_with(prefix) && !each({key, static_cast<std::int64_t>(entry.file_size(gone))})) return;
    }
}

void Folder::write(const std::string& key, std::string_view bytes)
{
    auto fresh = root_ / "tmp" / random_hex(16);
    auto file = disk::File::create(fresh);
    file.write(bytes);
    file.sync();
    disk::move_into_place(fresh, path_of(key));
}

std::optional<std::string> Folder::read(const std::string& key) const
{
    if (!has(key)) return std::nullopt;
    auto file = disk::File::open(path_of(key));
    return read_all(FileSource(file.descriptor()), most_small_bytes);
}
} // namespace storage
