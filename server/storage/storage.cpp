#include "server/storage/storage.hpp"
#include "base/failpoint.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/storage/disk.hpp"
#include "server/storage/folder.hpp"
#include <charconv>
#include <sys/statvfs.h>

namespace storage
{
namespace
{
namespace fs = std::filesystem;

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

class IncomingFile final : public Incoming
{
public:
    IncomingFile(Backend& backend, fs::path path, std::int64_t limit, Register* rows)
        : backend_(backend), limit_(limit), register_(rows), path_(std::move(path)), file_(disk::File::create(path_))
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
        backend_.put(path_, stored);
        kept_ = sha256;
        failpoint("after_upload_rename");
        return stored;
    }
    void accepted() override { accepted_ = true; }

private:
    Backend& backend_;
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

std::string manifest_key(std::string_view sha256, std::int64_t upload_id)
{
    return key_of(Kind::upload, sha256) + "." + std::to_string(upload_id) + ".json";
}
} // namespace

Storage::Storage(const fs::path& data_folder, StorageLimits limits)
    : Storage(data_folder, limits, std::make_unique<Folder>(data_folder))
{
}

Storage::Storage(const fs::path& data_folder, StorageLimits limits, std::unique_ptr<Backend> backend)
    : scratch_(fs::absolute(data_folder) / "storage" / "tmp"), backend_(std::move(backend)), limits_(limits)
{
    disk::make_folders(scratch_);
}

std::unique_ptr<Incoming> Storage::receive()
{
    auto [free_bytes, total_bytes] = space();
    if (static_cast<double>(free_bytes) < limits_.free_share * static_cast<double>(total_bytes))
        throw Refusal{Why::storage_full,
                      "The disk of the hub is nearly full, so no file is taken at the moment. Send it again "
                      "once an admin has made room."};
    return std::make_unique<IncomingFile>(*backend_, scratch_ / random_hex(16), limits_.upload_bytes, register_);
}

bool Storage::has(Kind kind, std::string_view sha256) const
{
    return is_hash(sha256) && backend_->has(key_of(kind, sha256));
}

std::shared_ptr<const OpenObject> Storage::open(Kind kind, std::string_view sha256) const
{
    auto opened = is_hash(sha256) ? backend_->open(key_of(kind, sha256)) : std::unexpected(Fault::missing);
    if (opened) return std::make_shared<StoredObject>(std::move(*opened));
    Lost lost(kind, std::string(sha256), opened.error() == Fault::missing);
    if (register_) register_->lost(lost);
    throw lost;
}

bool Storage::is_whole(Kind kind, std::string_view sha256) const
{
    return is_hash(sha256) && !backend_->check(key_of(kind, sha256));
}

void Storage::write_manifest(std::string_view sha256, std::int64_t upload_id, std::string_view json)
{
    backend_->write(manifest_key(sha256, upload_id), json);
}

void Storage::remove_manifest(std::string_view sha256, std::int64_t upload_id)
{
    if (is_hash(sha256)) backend_->remove(manifest_key(sha256, upload_id));
}

std::string Storage::read_manifest(const Manifest& manifest) const
{
    return backend_->read(manifest_key(manifest.sha256, manifest.upload_id)).value_or("");
}

std::vector<Manifest> Storage::manifests() const
{
    std::vector<Manifest> found;
    backend_->list("uploads/", [&](const Listed& one) {
        if (auto manifest = manifest_of(hash_in(one.key))) found.push_back(std::move(*manifest));
        return true;
    });
    return found;
}

std::optional<std::string> Storage::installation() const { return backend_->read(installation_key); }
void Storage::set_installation(std::string_view id) { backend_->write(installation_key, id); }

fs::path Storage::new_scratch()
{
    auto folder = scratch_ / random_hex(16);
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
    for (std::size_t i = 0; i < files.size(); ++i) backend_->put(files[i], all[i]);
    return all;
}

Stored Storage::put(const fs::path& file) { return put(std::vector{file}).front(); }

Stored Storage::put(std::string_view bytes)
{
    auto temporary = scratch_ / random_hex(16);
    disk::File::create(temporary).write(bytes);
    return put(temporary);
}

bool Storage::remove(Kind kind, std::string_view sha256)
{
    if (!is_hash(sha256)) return true;
    auto key = key_of(kind, sha256);
    bool held = false;
    if (kind == Kind::upload)
        backend_->list(key + ".", [&](const Listed& one) {
            held |= manifest_of(hash_in(one.key)).has_value();
            return !held;
        });
    if (!held) backend_->remove(key);
    return !held;
}

Space Storage::space() const
{
    struct statvfs status{};
    if (statvfs(scratch_.c_str(), &status) != 0) disk::fail("statvfs", scratch_);
    auto block = static_cast<std::int64_t>(status.f_frsize);
    return {static_cast<std::int64_t>(status.f_bavail) * block, static_cast<std::int64_t>(status.f_blocks) * block};
}

std::size_t Storage::sweep_temporary(std::chrono::seconds age)
{
    std::vector<fs::path> stale;
    for (const auto& entry : fs::directory_iterator(scratch_))
        if (is_old(entry.path(), age)) stale.push_back(entry.path());
    std::error_code ignored;
    for (const auto& path : stale) fs::remove_all(path, ignored);
    return stale.size();
}
} // namespace storage
