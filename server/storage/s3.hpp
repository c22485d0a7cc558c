#pragma once
// Objects in a bucket of a server that speaks S3, with copies in a folder of this machine. Keys are hashes of the
// bytes: to write one twice does no harm, whoever does it and however the first time ended.
#include "server/storage/backend.hpp"
#include "server/storage/s3_cache.hpp"
#include "server/storage/s3_client.hpp"

namespace storage
{
class S3 final : public Backend
{
public:
    // `data_folder` takes the copies. Throws std::system_error.
    S3(S3Settings settings, const std::filesystem::path& data_folder);

    // Whether the bucket can be used, asked once. Throws Unreachable.
    void require_usable() const;

    std::string name() const override;
    void put(const std::filesystem::path& file, const Stored& object) override;
    std::expected<disk::File, Fault> open(const std::string& key) const override;
    std::optional<Fault> check(const std::string& key) const override;
    bool has(const std::string& key) const override;
    void remove(const std::string& key) override;
    void list(const std::string& prefix, const std::function<bool(const Listed&)>& each) const override;
    void write(const std::string& key, std::string_view bytes) override;
    std::optional<std::string> read(const std::string& key) const override;

    const S3Client& client() const { return client_; }

private:
    S3Answer get(S3Request request) const; // asks again for what is not there: another process may be writing it
    void put_in_parts(const ByteSource& source, const std::string& key);
    void complete(const std::string& key, const std::string& upload, const std::string& parts);

    S3Client client_;
    std::filesystem::path scratch_;
    mutable S3Cache cache_;
};

// As a bucket says it.
struct Object : Listed {
    std::string etag;
    std::string changed; // "2026-11-16T07:30:00.000Z"
};

// All whose keys begin with `prefix`, page by page, until `each` says false. With a delimiter those are left out that
// have it after the prefix.
void list_objects(const S3Client& client, const std::string& prefix, const std::function<bool(const Object&)>& each,
                  const std::string& delimiter = "");
} // namespace storage
