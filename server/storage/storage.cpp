#include "server/storage/storage.hpp"
#include "base/failpoint.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/storage/disk.hpp"
#include <charconv>
#include <sys/statvfs.h>

namespace storage
{
namespace
{
namespace fs = std::filesystem;

const char* folder_of(Kind kind) { return kind == Kind::upload ? "uploads" : "exports"; }

std::string key_of(Kind kind, std::string_view sha256)
{
    return std::string(folder_of(kind)) + "/" + std::string(sha256.substr(0, 2)) + "/" +
           std::string(sha256.substr(2, 2)) + "/" + std::string(sha256);
}

bool is_hash(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// "<sha256>.<upload id>.json"
std::optional<Manifest> manifest_of(std::string_view name)
{
    if (name.size() < 71 || !name.ends_with(".json") || name[64] != '.' || !is_hash(name.substr(0, 64)))
        return std::nullopt;
    Manifest manifest{std::string(name.substr(0, 64)), 0};
    auto number = name.substr(65, name.size() - 70);
    auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), manifest.upload_id);
    if (failed != std::errc{} || end != number.data() + number.size()) return std::nullopt;
    return manifest;
}

class StoredObject final : public OpenObject
{
public:
    explicit StoredObject(disk::File file) : file_(std::move(file)), source_(file_.descriptor()) {}
    std::uint64_t size() const override { return source_.size(); }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override { return source_.read(offset, into); }
    int descriptor() const override { return file_.descriptor(); }

private:
    disk::File file_;
    FileSource source_;
};

std::string hash_of(const ByteSource& source)
{
    Sha256 hash;
    std::vector<char> block(1 << 20);
    for (std::uint64_t at = 0; at < source.size();) {
        auto got = source.read(at, block);
        if (got == 0) break;
        hash.add({block.data(), got});
        at += got;
    }
    return hash.hex();
}

class IncomingFile final : public Incoming
{
public:
    IncomingFile(fs::path root, std::int64_t limit, Register* rows)
        : root_(std::move(root)), limit_(limit), register_(rows), path_(root_ / "tmp" / random_hex(16)),
          file_(disk::File::create(path_))
    {
    }
    ~IncomingFile() override
    {
        std::error_code ignored;
        if (kept_.empty())
            fs::remove(path_, ignored);
        else if (!accepted_ && register_)
            register_->refused(Kind::upload, kept_);
    }

    void write(std::string_view bytes) override
    {
        if (bytes_ + static_cast<std::int64_t>(bytes.size()) > limit_)
            throw Refusal{Why::too_large,
                          "The file is larger than " + std::to_string(limit_ >> 20) +
                              " MiB, the most that the hub takes. Split it, or ask an admin for a higher limit."};
        file_.write(bytes);
        hash_.add(bytes);
        bytes_ += static_cast<std::int64_t>(bytes.size());
    }
    std::int64_t bytes() const override { return bytes_; }

    Stored keep() override
    {
        auto sha256 = hash_.hex();
        Stored stored{sha256, bytes_, key_of(Kind::upload, sha256)};
        file_.sync();
        if (register_) register_->coming(Kind::upload, {&stored, 1});
        disk::move_into_place(path_, root_ / stored.key);
        kept_ = sha256;
        failpoint("after_upload_rename");
        return stored;
    }
    void accepted() override { accepted_ = true; }

private:
    fs::path root_;
    std::int64_t limit_;
    Register* register_;
    fs::path path_;
    disk::File file_;
    Sha256 hash_;
    std::int64_t bytes_ = 0;
    std::string kept_; // its hash
    bool accepted_ = false;
};

bool is_old(const fs::path& path, std::chrono::seconds age)
{
    std::error_code gone;
    auto written = fs::last_write_time(path, gone);
    return !gone && fs::file_time_type::clock::now() - written > age;
}
} // namespace

Storage::Storage(const fs::path& data_folder, StorageLimits limits)
    : root_(fs::absolute(data_folder) / "storage"), limits_(limits)
{
    for (auto folder : {"tmp", folder_of(Kind::upload), folder_of(Kind::made)}) disk::make_folders(root_ / folder);
}

fs::path Storage::path_of(Kind kind, std::string_view sha256) const { return root_ / key_of(kind, sha256); }

std::unique_ptr<Incoming> Storage::receive()
{
    auto [free_bytes, total_bytes] = space();
    if (static_cast<double>(free_bytes) < limits_.free_share * static_cast<double>(total_bytes))
        throw Refusal{Why::storage_full,
                      "The disk of the hub is nearly full, so no file is taken at the moment. Send it again "
                      "once an admin has made room."};
    return std::make_unique<IncomingFile>(root_, limits_.upload_bytes, register_);
}

bool Storage::has(Kind kind, std::string_view sha256) const
{
    return is_hash(sha256) && fs::is_regular_file(path_of(kind, sha256));
}

std::shared_ptr<const OpenObject> Storage::open(Kind kind, std::string_view sha256) const
{
    auto fail = [&](bool missing) {
        Lost lost(kind, std::string(sha256), missing);
        if (register_) register_->lost(lost);
        throw lost;
    };
    if (!has(kind, sha256)) fail(true);
    auto object = std::make_shared<StoredObject>(disk::File::open(path_of(kind, sha256)));
    try {
        if (hash_of(*object) == sha256) return object;
    } catch (const std::system_error&) { // the disk cannot read it
    }
    fail(false);
    return nullptr;
}

bool Storage::is_whole(Kind kind, std::string_view sha256) const
{
    if (!has(kind, sha256)) return false;
    StoredObject object(disk::File::open(path_of(kind, sha256)));
    try {
        return hash_of(object) == sha256;
    } catch (const std::system_error&) {
        return false;
    }
}

void Storage::write_manifest(std::string_view sha256, std::int64_t upload_id, std::string_view json)
{
    auto temporary = root_ / "tmp" / random_hex(16);
    auto file = disk::File::create(temporary);
    file.write(json);
    file.sync();
    disk::move_into_place(temporary,
                          root_ / (key_of(Kind::upload, sha256) + "." + std::to_string(upload_id) + ".json"));
}

void Storage::remove_manifest(std::string_view sha256, std::int64_t upload_id)
{
    if (!is_hash(sha256)) return;
    std::error_code ignored;
    fs::remove(root_ / (key_of(Kind::upload, sha256) + "." + std::to_string(upload_id) + ".json"), ignored);
}

std::string Storage::read_manifest(const Manifest& manifest) const
{
    auto name = key_of(Kind::upload, manifest.sha256) + "." + std::to_string(manifest.upload_id) + ".json";
    auto file = disk::File::open(root_ / name);
    return read_all(FileSource(file.descriptor()), 1 << 20);
}

std::vector<Manifest> Storage::manifests() const
{
    std::vector<Manifest> found;
    for (const auto& entry : fs::recursive_directory_iterator(root_ / folder_of(Kind::upload)))
        if (auto manifest = manifest_of(entry.path().filename().string())) found.push_back(std::move(*manifest));
    return found;
}

fs::path Storage::new_scratch()
{
    auto folder = root_ / "tmp" / random_hex(16);
    disk::make_folders(folder);
    return folder;
}

std::vector<Stored> Storage::put(const std::vector<fs::path>& files)
{
    std::vector<Stored> all;
    for (const auto& path : files) {
        auto file = disk::File::open(path);
        FileSource source(file.descriptor());
        auto& stored = all.emplace_back(Stored{hash_of(source), static_cast<std::int64_t>(source.size()), ""});
        stored.key = key_of(Kind::made, stored.sha256);
        file.sync();
    }
    if (register_ && !all.empty()) register_->coming(Kind::made, all);
    for (std::size_t i = 0; i < files.size(); ++i) disk::move_into_place(files[i], root_ / all[i].key);
    return all;
}

Stored Storage::put(const fs::path& file) { return put(std::vector{file}).front(); }

Stored Storage::put(std::string_view bytes)
{
    auto temporary = root_ / "tmp" / random_hex(16);
    disk::File::create(temporary).write(bytes);
    return put(temporary);
}

bool Storage::remove(Kind kind, std::string_view sha256)
{
    if (!is_hash(sha256)) return true;
    auto path = path_of(kind, sha256);
    std::error_code ignored;
    if (kind == Kind::upload)
        for (const auto& entry : fs::directory_iterator(path.parent_path(), ignored))
            if (auto manifest = manifest_of(entry.path().filename().string()); manifest && manifest->sha256 == sha256)
                return false;
    fs::remove(path, ignored);
    return true;
}

Space Storage::space() const
{
    struct statvfs status{};
    if (statvfs(root_.c_str(), &status) != 0) disk::fail("statvfs", root_);
    auto block = static_cast<std::int64_t>(status.f_frsize);
    return {static_cast<std::int64_t>(status.f_bavail) * block, static_cast<std::int64_t>(status.f_blocks) * block};
}

std::size_t Storage::sweep_temporary(std::chrono::seconds age)
{
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(root_ / "tmp"))
        if (is_old(entry.path(), age)) stale.push_back(entry.path());
    std::error_code ignored;
    for (const auto& path : stale) fs::remove_all(path, ignored);
    return stale.size();
}
} // namespace storage
