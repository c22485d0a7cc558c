#include "server/storage/storage.hpp"
#include "base/failpoint.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/sha256.hpp"
#include "server/storage/disk.hpp"
#include <map>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <tuple>
#include <vector>

namespace storage
{
namespace
{
namespace fs = std::filesystem;

constexpr auto uploads = "uploads";
constexpr auto exports = "exports";

std::string key_of(std::string_view folder, std::string_view sha256)
{
    return std::string(folder) + "/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256.substr(2, 2)) + "/" +
           std::string(sha256);
}

bool is_hash(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Keeps its descriptor open: a file that is being sent survives a sweep.
class StoredSource final : public ByteSource
{
public:
    explicit StoredSource(disk::File file) : file_(std::move(file)), source_(file_.descriptor()) {}
    std::uint64_t size() const override { return source_.size(); }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override { return source_.read(offset, into); }

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

// Files whose content was compared with their name, as they were then.
class Verified
{
public:
    bool fits(const fs::path& path, std::string_view sha256, int descriptor, const ByteSource& source)
    {
        struct stat status{};
        if (fstat(descriptor, &status) != 0) return false;
        Look look{status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
        {
            std::lock_guard lock(mutex_);
            if (auto seen = seen_.find(path.string()); seen != seen_.end() && seen->second == look) return true;
        }
        if (hash_of(source) != sha256) return false;
        std::lock_guard lock(mutex_);
        if (seen_.size() > 10'000) seen_.clear();
        seen_[path.string()] = look;
        return true;
    }

private:
    using Look = std::tuple<ino_t, off_t, time_t, long>;
    std::mutex mutex_;
    std::map<std::string, Look> seen_;
};

Verified& verified()
{
    static Verified only;
    return only;
}

class IncomingFile final : public Incoming
{
public:
    IncomingFile(fs::path root, std::int64_t limit)
        : root_(std::move(root)), limit_(limit), path_(root_ / "tmp" / random_hex(16)), file_(disk::File::create(path_))
    {
    }
    ~IncomingFile() override
    {
        std::error_code ignored;
        if (!kept_) fs::remove(path_, ignored);
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
        auto key = key_of(uploads, sha256);
        file_.sync();
        disk::move_into_place(path_, root_ / key);
        kept_ = true;
        failpoint("after_upload_rename");
        return {sha256, bytes_, key};
    }

private:
    fs::path root_;
    std::int64_t limit_;
    fs::path path_;
    disk::File file_;
    Sha256 hash_;
    std::int64_t bytes_ = 0;
    bool kept_ = false;
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
    for (auto folder : {"tmp", uploads, exports}) disk::make_folders(root_ / folder);
}

std::unique_ptr<Incoming> Storage::receive()
{
    auto [free_bytes, total_bytes] = space();
    if (static_cast<double>(free_bytes) < limits_.free_share * static_cast<double>(total_bytes))
        throw Refusal{Why::storage_full,
                      "The disk of the hub is nearly full, so no file is taken at the moment. Send it again "
                      "once an admin has made room."};
    return std::make_unique<IncomingFile>(root_, limits_.upload_bytes);
}

std::shared_ptr<const ByteSource> Storage::open(const char* folder, std::string_view sha256) const
{
    auto path = root_ / key_of(folder, sha256);
    if (!is_hash(sha256) || !fs::is_regular_file(path))
        throw Corrupt("the stored file " + path.string() + " is missing");
    auto file = disk::File::open(path);
    auto descriptor = file.descriptor();
    auto source = std::make_shared<StoredSource>(std::move(file));
    if (!verified().fits(path, sha256, descriptor, *source))
        throw Corrupt("the stored file " + path.string() + " has changed on the disk");
    return source;
}

std::shared_ptr<const ByteSource> Storage::open_upload(std::string_view sha256) const { return open(uploads, sha256); }
std::shared_ptr<const ByteSource> Storage::open_export(std::string_view sha256) const { return open(exports, sha256); }

fs::path Storage::upload_path(std::string_view sha256) const { return root_ / key_of(uploads, sha256); }
fs::path Storage::export_path(std::string_view sha256) const { return root_ / key_of(exports, sha256); }

bool Storage::has_export(std::string_view sha256) const
{
    try {
        return open_export(sha256) != nullptr;
    } catch (const Corrupt&) {
        return false;
    }
}

void Storage::write_manifest(std::string_view sha256, std::int64_t upload_id, std::string_view json)
{
    auto temporary = root_ / "tmp" / random_hex(16);
    auto file = disk::File::create(temporary);
    file.write(json);
    file.sync();
    disk::move_into_place(temporary, root_ / (key_of(uploads, sha256) + "." + std::to_string(upload_id) + ".json"));
}

fs::path Storage::new_scratch()
{
    auto folder = root_ / "tmp" / random_hex(16);
    disk::make_folders(folder);
    return folder;
}

Stored Storage::keep_export(const fs::path& path)
{
    auto file = disk::File::open(path);
    FileSource source(file.descriptor());
    Stored stored{hash_of(source), static_cast<std::int64_t>(source.size()), ""};
    stored.key = key_of(exports, stored.sha256);
    file.sync();
    disk::move_into_place(path, root_ / stored.key);
    return stored;
}

Stored Storage::keep_export(std::string_view bytes)
{
    auto temporary = root_ / "tmp" / random_hex(16);
    disk::File::create(temporary).write(bytes);
    return keep_export(temporary);
}

void Storage::remove(std::string_view folder, std::string_view sha256)
{
    if (!is_hash(sha256)) return;
    auto path = root_ / key_of(folder, sha256);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(path.parent_path(), ignored))
        if (entry.path().filename().string().starts_with(sha256)) fs::remove(entry.path(), ignored);
}

Space Storage::space() const
{
    struct statvfs status{};
    if (statvfs(root_.c_str(), &status) != 0) disk::fail("statvfs", root_);
    auto block = static_cast<std::int64_t>(status.f_frsize);
    return {static_cast<std::int64_t>(status.f_bavail) * block, static_cast<std::int64_t>(status.f_blocks) * block};
}

std::size_t Storage::sweep(std::chrono::seconds age,
                           const std::function<bool(std::string_view, std::string_view)>& is_referenced)
{
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(root_ / "tmp"))
        if (is_old(entry.path(), age)) stale.push_back(entry.path());
    for (auto folder : {uploads, exports})
        for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
            auto sha256 = entry.path().filename().string().substr(0, 64);
            if (entry.is_regular_file() && is_hash(sha256) && is_old(entry.path(), age) &&
                !is_referenced(folder, sha256))
                stale.push_back(entry.path());
        }
    std::error_code ignored;
    for (const auto& path : stale) fs::remove_all(path, ignored);
    return stale.size();
}
} // namespace storage
