#pragma once
// Requests to a server that speaks S3, signed by libcurl (AWS Signature Version 4). Nothing beyond what every such
// server has: the hash of the bytes in x-amz-content-sha256, always a Content-Length; no aws-chunked, no
// x-amz-checksum-*, no If-None-Match, no ETag that is compared.
#include "base/bytes.hpp"
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace storage
{
struct S3Settings {
    std::string endpoint; // https://s3.example.org
    std::string bucket;
    std::string region = "us-east-1";
    std::string access_key, secret_key;
    std::string ca_file;    // authorities to trust instead of the system's
    bool path_style = true; // https://host/bucket/key; otherwise https://bucket.host/key
    std::int64_t cache_bytes = 10LL << 30;
    std::chrono::milliseconds patience{20'000}; // with a server that says nothing
    std::chrono::milliseconds pause{200};       // before the second attempt; longer before each later one
    int attempts = 6;
    std::chrono::seconds longest{0};                    // for one request, whatever comes meanwhile; 0: no limit
    bool of_hub = true;                                 // false: words name no settings, for they are none of the hub's
    std::function<bool(const sockaddr&)> may_connect{}; // without it, to any address
    std::function<void()> breathe{};                    // often while a request is under way, which it ends by throwing
    std::int64_t multipart_above = 256LL << 20, part_bytes = 64LL << 20;
};

struct S3Request {
    std::string method{};
    std::string key{};                  // empty: the bucket
    std::string query{};                // sorted by name and percent-encoded, "name=value&…"
    std::string_view body{};            // or
    const ByteSource* source = nullptr; // … `bytes` of it at `offset`
    std::uint64_t offset = 0, bytes = 0;
    std::string sha256{};                         // of what is sent; empty: worked out
    std::string range{};                          // "0-99"
    std::map<std::string, std::string> headers{}; // signed with the rest
    std::function<void()> begin{};                // before each attempt
    std::function<void(std::string_view)> take{}; // of an answer that is fine; without it the body is kept
};

struct S3Answer {
    long status = 0;
    std::string body, etag;
    std::uint64_t length = 0; // as Content-Length said
};

class S3Client
{
public:
    explicit S3Client(S3Settings settings);
    ~S3Client();

    // 200 … 299 and 404 of an object are answers. Asks again after what may pass; then, and for any other refusal,
    // throws Unreachable. Every request may be sent twice.
    S3Answer ask(const S3Request& request) const;
    const S3Settings& settings() const { return settings_; }

private:
    struct Handles;
    struct Attempt;
    Attempt try_once(const S3Request& request) const;
    std::string url_of(const S3Request& request) const;

    S3Settings settings_;
    std::unique_ptr<Handles> handles_;
};

std::string percent_encoded(std::string_view text);
} // namespace storage
