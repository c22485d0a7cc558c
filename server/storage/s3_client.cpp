#include "server/storage/s3_client.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "base/no_wait.hpp"
#include "base/sha256.hpp"
#include "server/storage/backend.hpp"
#include "server/storage/s3_words.hpp"
#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace storage
{
namespace
{
constexpr std::size_t most_body_bytes = 8 << 20; // a page of a list has some hundred thousand

struct Curl {
    Curl() : handle(curl_easy_init())
    {
        if (!handle) throw std::runtime_error("libcurl does not start");
    }
    ~Curl() { curl_easy_cleanup(handle); }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;
    CURL* handle;
};

// What is under way, for the functions that libcurl calls.
struct Doing {
    const S3Request& request;
    const S3Settings& settings;
    CURL* curl;
    S3Answer answer;
    std::string date;
    std::uint64_t sent = 0;
    bool refused = false;
    std::exception_ptr thrown; // libcurl is C: nothing may be thrown through it
};

std::uint64_t bytes_of(const S3Request& request) { return request.source ? request.bytes : request.body.size(); }

std::size_t send(char* into, std::size_t size, std::size_t count, void* given)
{
    auto& doing = *static_cast<Doing*>(given);
    auto most = std::min<std::uint64_t>(size * count, bytes_of(doing.request) - doing.sent);
    std::size_t got = most;
    try {
        if (doing.request.source)
            got = doing.request.source->read(doing.request.offset + doing.sent, {into, most});
        else
            std::memcpy(into, doing.request.body.data() + doing.sent, most);
    } catch (...) {
        doing.thrown = std::current_exception();
        return CURL_READFUNC_ABORT;
    }
    doing.sent += got;
    return got;
}

int rewind(void* given, curl_off_t offset, int)
{
    static_cast<Doing*>(given)->sent = static_cast<std::uint64_t>(offset);
    return CURL_SEEKFUNC_OK;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* given)
{
    auto& doing = *static_cast<Doing*>(given);
    long status = 0;
    curl_easy_getinfo(doing.curl, CURLINFO_RESPONSE_CODE, &status);
    if (doing.request.take && status >= 200 && status < 300) {
        try {
            doing.request.take({bytes, size * count});
        } catch (...) { // the disk is full
            doing.thrown = std::current_exception();
            return 0;
        }
        return size * count;
    }
    if (doing.answer.body.size() + size * count > most_body_bytes) return 0;
    doing.answer.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* given)
{
    auto& doing = *static_cast<Doing*>(given);
    std::string_view line(bytes, size * count);
    auto colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    std::string name(line.substr(0, colon));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    auto value = line.substr(colon + 1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.front()))) value.remove_prefix(1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back()))) value.remove_suffix(1);
    if (name == "etag") doing.answer.etag = value;
    if (name == "date") doing.date = value;
    if (name == "content-length") doing.answer.length = std::strtoull(std::string(value).c_str(), nullptr, 10);
    return size * count;
}

curl_socket_t open_socket(void* given, curlsocktype, curl_sockaddr* address)
{
    auto& doing = *static_cast<Doing*>(given);
    if (!doing.settings.may_connect(address->addr)) {
        doing.refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int progress(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto& doing = *static_cast<Doing*>(given);
    try {
        doing.settings.breathe();
        return 0;
    } catch (...) {
        doing.thrown = std::current_exception();
        return 1;
    }
}

bool may_pass(const S3Answer& answer)
{
    auto code = element(answer.body, "Code");
    return answer.status >= 500 || answer.status == 429 || code == "SlowDown" || code == "RequestTimeout";
}

bool may_pass(CURLcode code)
{
    return code != CURLE_PEER_FAILED_VERIFICATION && code != CURLE_SSL_CACERT_BADFILE && code != CURLE_URL_MALFORMAT &&
           code != CURLE_UNSUPPORTED_PROTOCOL;
}
} // namespace

std::string percent_encoded(std::string_view text)
{
    std::string made;
    for (unsigned char c : text)
        made += std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~' ? std::string(1, static_cast<char>(c))
                                                                                : fmt::format("%{:02X}", c);
    return made;
}

// Handles at rest, each with its connection.
struct S3Client::Handles {
    std::unique_ptr<Curl> borrow()
    {
        std::lock_guard lock(mutex);
        if (free.empty()) return std::make_unique<Curl>();
        auto one = std::move(free.back());
        free.pop_back();
        return one;
    }
    void give_back(std::unique_ptr<Curl> one)
    {
        curl_easy_reset(one->handle);
        std::lock_guard lock(mutex);
        if (free.size() < 8) free.push_back(std::move(one));
    }
    std::mutex mutex;
    std::vector<std::unique_ptr<Curl>> free;
};

struct S3Client::Attempt {
    S3Answer answer;
    bool again = false;
    std::string cause; // empty: fine
};

S3Client::S3Client(S3Settings settings) : settings_(std::move(settings)), handles_(std::make_unique<Handles>())
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw std::runtime_error("libcurl does not start");
    while (settings_.endpoint.ends_with('/')) settings_.endpoint.pop_back();
}
S3Client::~S3Client() = default;

std::string S3Client::url_of(const S3Request& request) const
{
    auto url = settings_.endpoint;
    if (settings_.path_style)
        url += "/" + settings_.bucket;
    else if (auto host = url.find("://"); host != std::string::npos)
        url.insert(host + 3, settings_.bucket + ".");
    url += "/" + request.key;
    if (!request.query.empty()) url += "?" + request.query;
    return url;
}

S3Client::Attempt S3Client::try_once(const S3Request& request) const
{
    std::vector<char> detail(CURL_ERROR_SIZE, '\0'); // outlives the handle
    auto curl = handles_->borrow();
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(curl->handle, option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    Doing doing{request, settings_, curl->handle, {}, {}, 0, false, {}};
    if (request.begin) request.begin();
    auto bytes = bytes_of(request);
    set(CURLOPT_URL, url_of(request).c_str());
    set(CURLOPT_PROTOCOLS_STR, "https,http");
    set(CURLOPT_AWS_SIGV4, ("aws:amz:" + settings_.region + ":s3").c_str());
    set(CURLOPT_USERNAME, settings_.access_key.c_str());
    set(CURLOPT_PASSWORD, settings_.secret_key.c_str());
    if (!settings_.ca_file.empty()) set(CURLOPT_CAINFO, settings_.ca_file.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min<std::int64_t>(settings_.patience.count(), 5000)));
    set(CURLOPT_LOW_SPEED_LIMIT, 1024L);
    set(CURLOPT_LOW_SPEED_TIME, std::max<long>(1, static_cast<long>(settings_.patience.count() / 1000)));
    if (bytes < (1 << 20) && !request.take) set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.patience.count()));
    if (settings_.longest.count() > 0) set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.longest.count() * 1000));
    if (settings_.may_connect) {
        set(CURLOPT_PROXY, "");
        set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
        set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&doing));
    }
    if (settings_.breathe) {
        settings_.breathe();
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &progress);
        set(CURLOPT_XFERINFODATA, static_cast<void*>(&doing));
    }
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&doing));
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&doing));
    if (request.method == "PUT" || request.method == "POST") {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &send);
        set(CURLOPT_READDATA, static_cast<void*>(&doing));
        set(CURLOPT_SEEKFUNCTION, &rewind);
        set(CURLOPT_SEEKDATA, static_cast<void*>(&doing));
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
    }
    if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
    if (!request.range.empty()) set(CURLOPT_RANGE, request.range.c_str());
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    auto hash = "x-amz-content-sha256: " + (request.sha256.empty() ? sha256_hex(request.body) : request.sha256);
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(curl_slist_append(nullptr, hash.c_str()),
                                                                        &curl_slist_free_all);
    for (const auto& [name, value] : request.headers)
        if (!curl_slist_append(headers.get(), (name + ": " + value).c_str())) throw std::bad_alloc();
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_ERRORBUFFER, detail.data());

    no_wait::waits_for("the storage");
    auto code = curl_easy_perform(curl->handle);
    if (doing.thrown) std::rethrow_exception(doing.thrown);
    curl_easy_getinfo(curl->handle, CURLINFO_RESPONSE_CODE, &doing.answer.status);
    Attempt attempt{std::move(doing.answer), false, {}};
    if (code != CURLE_OK) {
        attempt.again = may_pass(code) && !doing.refused;
        attempt.cause =
            doing.refused ? not_allowed_words(settings_)
                          : no_answer_words(settings_, code, *detail.data() ? detail.data() : curl_easy_strerror(code));
        return attempt; // and its connection goes
    }
    handles_->give_back(std::move(curl));
    const auto& answer = attempt.answer;
    bool fine = answer.status >= 200 && answer.status < 300;
    bool writes = request.method == "PUT"; // where there is nothing to write to
    bool no_object =
        answer.status == 404 && !request.key.empty() && !writes && element(answer.body, "Code") != "NoSuchBucket";
    if (fine || no_object) return attempt;
    attempt.again = may_pass(answer);
    attempt.cause = refusal_words(settings_, answer, doing.date);
    return attempt;
}

S3Answer S3Client::ask(const S3Request& request) const
{
    for (int attempt = 1;; ++attempt) {
        auto made = try_once(request);
        if (made.cause.empty()) return std::move(made.answer);
        if (!made.again || attempt >= settings_.attempts) {
            if (settings_.of_hub)
                logs::error("storage", "the bucket cannot be used",
                            {{"cause", made.cause}, {"method", request.method}});
            throw Unreachable(made.cause);
        }
        auto longest = std::min<std::int64_t>(settings_.pause.count() << attempt, 10'000);
        std::this_thread::sleep_for(std::chrono::milliseconds(1 + random_below(static_cast<std::size_t>(longest) + 1)));
    }
}
} // namespace storage
