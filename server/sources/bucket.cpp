#include "server/sources/bucket.hpp"
#include "server/outgoing/guard.hpp"
#include "server/storage/s3.hpp"
#include <algorithm>
#include <boost/url.hpp>
#include <date/date.h>
#include <fmt/format.h>
#include <sstream>

namespace sources
{
namespace
{
bool is_word(const std::string& text, std::size_t most)
{
    return text.size() <= most && is_one_line(text) && text.find(' ') == std::string::npos;
}

bool is_server(const std::string& endpoint)
{
    auto url = boost::urls::parse_uri(endpoint);
    return url && (url->scheme() == "https" || url->scheme() == "http") && !url->host().empty() &&
           !url->has_userinfo() && !url->has_query() && !url->has_fragment() &&
           (url->path().empty() || url->path() == "/");
}

std::optional<Instant> instant(const std::string& text)
{
    std::istringstream in(text);
    date::sys_time<std::chrono::milliseconds> read;
    in >> date::parse("%FT%TZ", read);
    if (in.fail()) return std::nullopt;
    return Instant(read.time_since_epoch());
}

template <class Work> auto there(Work work)
{
    try {
        return work();
    } catch (const storage::Unreachable& away) {
        throw PlaceFails(away.cause);
    }
}
} // namespace

json::FieldErrors errors_in_bucket(const SourceInput& input)
{
    json::FieldErrors errors;
    if (!input.place.s3) return {{"place.s3", "Say in which bucket the files are."}};
    const auto& [endpoint, bucket, region, prefix, access_key, path_style] = *input.place.s3;
    auto give = [&](bool fine, const char* at, const char* words) {
        if (!fine) errors.push_back({std::string("place.s3.") + at, words});
    };
    give(is_server(endpoint), "endpoint", "Give the address of the server, such as https://s3.school.test.");
    auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    give(bucket.size() >= 3 && bucket.size() <= 63 && std::ranges::all_of(bucket, is_name), "bucket",
         "Give the name of the bucket: small letters, digits, dots and hyphens.");
    give(!region.empty() && region.size() <= 60 && std::ranges::all_of(region, is_name), "region",
         "Give the region, such as eu-west-2.");
    give(is_word(prefix, 500) && !prefix.starts_with('/'), "prefix",
         "Give what the names there begin with, such as exports/, or nothing.");
    give(!access_key.empty() && is_word(access_key, 200), "access_key", "Give the access key.");
    return errors;
}

std::string bucket_sent_to(const BucketPlace& place)
{
    return fmt::format("s3 {} {} {}", place.endpoint, place.bucket, place.access_key);
}

// By plain http a bucket inside the network only.
storage::S3Settings Bucket::settings_of(const BucketPlace& place, const Secrets& secrets, const Reach& reach)
{
    storage::S3Settings settings;
    settings.endpoint = place.endpoint;
    settings.bucket = place.bucket;
    settings.region = place.region;
    settings.access_key = place.access_key;
    settings.secret_key = secrets.password.value_or("");
    settings.path_style = place.path_style;
    settings.attempts = 2;
    settings.longest = reach.longest;
    settings.of_hub = false;
    bool plain = !place.endpoint.starts_with("https://");
    settings.may_connect = [allowed = reach.addresses, plain](const sockaddr& address) {
        return outgoing::may_connect(address, allowed) && !(plain && outgoing::is_public(address));
    };
    settings.breathe = [this] {
        breathe_();
        if (std::chrono::steady_clock::now() > until_) throw PlaceFails(endpoint_ + " takes too long.");
    };
    return settings;
}

Bucket::Bucket(const BucketPlace& place, const Secrets& secrets, const Reach& reach, std::function<void()> breathe)
    : endpoint_(place.endpoint), prefix_(place.prefix), longest_(reach.longest), breathe_(std::move(breathe)),
      client_(settings_of(place, secrets, reach))
{
    if (!secrets.password) throw PlaceFails("The secret key of the place is not there. Type it once more.");
}

void Bucket::allow() { until_ = std::chrono::steady_clock::now() + longest_; }

storage::S3Answer Bucket::ask(storage::S3Request request) const
{
    return there([&] { return client_.ask(request); });
}

std::string Bucket::key_of(const std::string& name) const
{
    std::string path = prefix_ + name, key;
    for (std::size_t from = 0;;) {
        auto to = path.find('/', from);
        key += storage::percent_encoded(path.substr(from, to - from));
        if (to == std::string::npos) return key;
        key += '/';
        from = to + 1;
    }
}

std::string Bucket::state_of(const std::string& name) const
{
    auto answer = ask({.method = "HEAD", .key = key_of(name)});
    return answer.status == 404 ? "" : answer.etag;
}

Listing Bucket::list(const Known&)
{
    allow();
    Listing listing;
    there([&] {
        storage::list_objects(
            client_, prefix_,
            [&](const storage::Object& one) {
                auto name = one.key.substr(std::min(prefix_.size(), one.key.size()));
                if (name.empty() || name.find('/') != std::string::npos || one.etag.empty()) return true; // in a folder
                if (listing.found.size() == most_files) {
                    listing.lacking = too_many_words;
                    return false;
                }
                listing.found.push_back({name, one.bytes, instant(one.changed), one.etag, {}});
                return true;
            },
            "/");
    });
    std::ranges::sort(listing.found, {}, &Found::name);
    return listing;
}

void Bucket::fetch(const Found& file, const std::function<void(std::string_view)>& take)
{
    allow();
    if (state_of(file.name) != file.mark) throw Refusal{Why::conflict, changed_words};
    std::int64_t taken = 0;
    bool again = false;
    auto answer = ask({.method = "GET",
                       .key = key_of(file.name),
                       .begin =
                           [&] {
                               if (taken > 0) again = true;
                           },
                       .take =
                           [&](std::string_view bytes) {
                               taken += static_cast<std::int64_t>(bytes.size());
                               if (again) throw PlaceFails("The server broke off while it sent “" + file.name + "”.");
                               if (taken > file.bytes) throw Refusal{Why::conflict, changed_words};
                               take(bytes);
                           }});
    if (answer.status == 404 || answer.etag != file.mark || taken != file.bytes)
        throw Refusal{Why::conflict, changed_words};
}

// Copied, then removed: where it ends in between, the copy is found and only the removal is left.
void Bucket::move_to_taken(const Found& file)
{
    allow();
    if (state_of(file.name) != file.mark) return;
    auto name = file.name;
    for (int number = 2;; ++number) {
        auto there_already = state_of("taken/" + name);
        if (there_already == file.mark) break;
        if (there_already.empty()) {
            auto from = "/" + client_.settings().bucket + "/" + key_of(file.name);
            ask({.method = "PUT", .key = key_of("taken/" + name), .headers = {{"x-amz-copy-source", from}}});
            if (state_of("taken/" + name).empty())
                throw PlaceFails(fmt::format("“{}” was not copied to taken/{}, and stays.", file.name, name));
            break;
        }
        name = numbered(file.name, number);
    }
    remove(file);
}

void Bucket::remove(const Found& file)
{
    allow();
    if (state_of(file.name) == file.mark) ask({.method = "DELETE", .key = key_of(file.name)});
}
} // namespace sources
