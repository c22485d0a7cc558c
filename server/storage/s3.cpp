#include "server/storage/s3.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "server/storage/s3_words.hpp"
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <fmt/format.h>
#include <sstream>
#include <thread>

namespace storage
{
namespace fs = std::filesystem;

namespace
{
// Of the part of a source that is sent as one.
std::string hash_of_part(const ByteSource& source, std::uint64_t offset, std::uint64_t bytes)
{
    Sha256 hash;
    std::vector<char> block(1 << 20);
    for (auto end = offset + bytes; offset < end;) {
        auto got = source.read(offset, {block.data(), std::min<std::uint64_t>(block.size(), end - offset)});
        if (got == 0) break;
        hash.add({block.data(), got});
        offset += got;
    }
    return hash.hex();
}

boost::property_tree::ptree read_list(const std::string& body, const S3Settings& settings)
{
    try {
        std::istringstream text(body);
        boost::property_tree::ptree document;
        boost::property_tree::read_xml(text, document);
        return document.get_child("ListBucketResult");
    } catch (const boost::property_tree::ptree_error& error) {
        throw Unreachable(fmt::format("{} answers with a list that cannot be read ({}). Is it a server that speaks S3?",
                                      settings.endpoint, error.what()));
    }
}
} // namespace

S3::S3(S3Settings settings, const fs::path& data_folder)
    : client_(std::move(settings)), scratch_(fs::absolute(data_folder) / "storage" / "tmp"),
      cache_(fs::absolute(data_folder) / "storage" / "copies", client_.settings().cache_bytes)
{
    disk::make_folders(scratch_);
}

std::string S3::name() const
{
    return fmt::format("the bucket “{}” at {}", client_.settings().bucket, client_.settings().endpoint);
}

void S3::require_usable() const
{
    auto settings = client_.settings();
    settings.attempts = 2; // a person waits
    S3Client(settings).ask({.method = "GET", .query = "list-type=2&max-keys=1"});
}

void S3::put(const fs::path& path, const Stored& object)
{
    auto file = disk::File::open(path);
    FileSource source(file.descriptor());
    if (static_cast<std::int64_t>(source.size()) > client_.settings().multipart_above)
        put_in_parts(source, object.key);
    else
        client_.ask({.method = "PUT",
                     .key = object.key,
                     .source = &source,
                     .bytes = source.size(),
                     .sha256 = std::string(hash_in(object.key))});
    cache_.add(path, hash_in(object.key));
}

void S3::put_in_parts(const ByteSource& source, const std::string& key)
{
    auto begun = client_.ask({.method = "POST", .key = key, .query = "uploads="});
    auto upload = element(begun.body, "UploadId");
    auto about = "uploadId=" + percent_encoded(upload);
    try {
        std::string parts;
        std::uint64_t offset = 0;
        for (int number = 1; offset < source.size(); ++number) {
            auto bytes = std::min(static_cast<std::uint64_t>(client_.settings().part_bytes), source.size() - offset);
            auto answer = client_.ask({.method = "PUT",
                                       .key = key,
                                       .query = fmt::format("partNumber={}&{}", number, about),
                                       .source = &source,
                                       .offset = offset,
                                       .bytes = bytes,
                                       .sha256 = hash_of_part(source, offset, bytes)});
            parts += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number, answer.etag);
            offset += bytes;
        }
        complete(key, about, parts);
    } catch (const Unreachable&) {
        try {
            client_.ask({.method = "DELETE", .key = key, .query = about});
        } catch (const Unreachable&) { // the bucket's own rules remove what was begun and never ended
        }
        throw;
    }
}

// The server may have done it and lost its answer: then it no longer knows the upload, and has the object. It may also
// say 200 and put an error into the body.
void S3::complete(const std::string& key, const std::string& about, const std::string& parts)
{
    auto body = "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>";
    auto answer = client_.ask({.method = "POST", .key = key, .query = about, .body = body});
    bool fine = answer.status != 404 && element(answer.body, "Code").empty();
    if (!fine && !has(key)) throw Unreachable(refusal_words(client_.settings(), answer, ""));
}

S3Answer S3::get(S3Request request) const
{
    for (int attempt = 1;; ++attempt) {
        auto answer = client_.ask(request);
        if (answer.status != 404 || attempt == 3) return answer;
        std::this_thread::sleep_for(client_.settings().pause * attempt);
    }
}

std::expected<disk::File, Fault> S3::open(const std::string& key) const
{
    auto sha256 = hash_in(key);
    if (auto copy = cache_.open(sha256)) return std::move(*copy);
    auto path = scratch_ / random_hex(16);
    auto file = disk::File::create(path);
    Sha256 hash;
    bool begun = false;
    auto answer = get({.method = "GET",
                       .key = key,
                       .begin =
                           [&] {
                               if (begun) file.empty();
                               hash = Sha256();
                               begun = true;
                           },
                       .take =
                           [&](std::string_view bytes) {
                               file.write(bytes);
                               hash.add(bytes);
                           }});
    bool whole = answer.status != 404 && hash.hex() == sha256;
    if (whole) {
        auto reading = disk::File::open(path);
        cache_.add(path, sha256);
        return reading;
    }
    std::error_code ignored;
    fs::remove(path, ignored);
    return std::unexpected(answer.status == 404 ? Fault::missing : Fault::damaged);
}

std::optional<Fault> S3::check(const std::string& key) const
{
    Sha256 hash;
    auto answer = get({.method = "GET",
                       .key = key,
                       .begin = [&] { hash = Sha256(); },
                       .take = [&](std::string_view bytes) { hash.add(bytes); }});
    if (answer.status == 404) return Fault::missing;
    return hash.hex() == hash_in(key) ? std::nullopt : std::optional(Fault::damaged);
}

bool S3::has(const std::string& key) const { return get({.method = "HEAD", .key = key}).status != 404; }

void S3::remove(const std::string& key)
{
    client_.ask({.method = "DELETE", .key = key});
    cache_.drop(hash_in(key));
}

void S3::list(const std::string& prefix, const std::function<bool(const Listed&)>& each) const
{
    list_objects(client_, prefix, each);
}

void list_objects(const S3Client& client, const std::string& prefix, const std::function<bool(const Object&)>& each,
                  const std::string& delimiter)
{
    std::string after;
    do {
        auto query = (after.empty() ? "" : "continuation-token=" + percent_encoded(after) + "&") +
                     (delimiter.empty() ? "" : "delimiter=" + percent_encoded(delimiter) + "&") +
                     "list-type=2&prefix=" + percent_encoded(prefix);
        auto page = read_list(client.ask({.method = "GET", .query = query}).body, client.settings());
        for (const auto& [name, node] : page) {
            if (name != "Contents") continue;
            if (!each({{node.get<std::string>("Key"), node.get<std::int64_t>("Size")},
                       node.get<std::string>("ETag", ""),
                       node.get<std::string>("LastModified", "")}))
                return;
        }
        after = page.get<bool>("IsTruncated", false) ? page.get<std::string>("NextContinuationToken", "") : "";
    } while (!after.empty());
}

void S3::write(const std::string& key, std::string_view bytes)
{
    client_.ask({.method = "PUT", .key = key, .body = bytes});
}

std::optional<std::string> S3::read(const std::string& key) const
{
    auto answer = client_.ask({.method = "GET", .key = key});
    if (answer.status == 404) return std::nullopt;
    return std::move(answer.body);
}
} // namespace storage
