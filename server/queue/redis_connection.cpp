#include "server/queue/redis_connection.hpp"
#include "base/no_wait.hpp"
#include <array>
#include <curl/curl.h>
#include <fmt/format.h>

namespace queue
{
namespace
{
using Clock = std::chrono::steady_clock;
constexpr std::size_t most_unread = 1 << 20; // bytes of an answer that does not end

int stop_asked(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token*>(given)->stop_requested() ? 1 : 0;
}

Trouble trouble_of(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ? Trouble::untrusted
                                                                                      : Trouble::unreachable;
}

Trouble trouble_of(std::string_view code)
{
    if (code == "WRONGPASS" || code == "NOAUTH") return Trouble::refused;
    return code == "NOPERM" ? Trouble::not_allowed : Trouble::unreachable;
}
} // namespace

void FreeReply::operator()(redisReply* reply) const { freeReplyObject(reply); }

struct RedisConnection::Wire {
    ~Wire()
    {
        redisReaderFree(reader);
        curl_easy_cleanup(curl);
    }
    CURL* curl = curl_easy_init();
    redisReader* reader = redisReaderCreate();
    int socket = -1;
    std::size_t unread = 0;
};

RedisConnection::RedisConnection(const RedisAddress& address, std::stop_token stop)
    : stop_(std::move(stop)), wire_(std::make_unique<Wire>())
{
    no_wait::waits_for("Redis");
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK || !wire_->curl || !wire_->reader) throw std::runtime_error("libcurl does not start");
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(wire_->curl, option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    auto named = address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]"; // version 6
    // Of HTTP nothing is spoken.
    set(CURLOPT_URL, fmt::format("{}://{}:{}", address.tls ? "https" : "http", named, address.port).c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_CONNECT_ONLY, 1L);
    set(CURLOPT_SSL_ENABLE_ALPN, 0L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!address.ca_file.empty()) set(CURLOPT_CAINFO, address.ca_file.c_str());
    set(CURLOPT_PROXY, "");
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(patience.count()));
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &stop_asked);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&stop_));
    if (auto code = curl_easy_perform(wire_->curl); code != CURLE_OK)
        throw Lost(trouble_of(code), curl_easy_strerror(code));
    curl_socket_t made = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(wire_->curl, CURLINFO_ACTIVESOCKET, &made) != CURLE_OK || made == CURL_SOCKET_BAD)
        throw Lost(Trouble::unreachable, "the connection has ended");
    wire_->socket = made;
    if (address.user.empty() && !address.password.empty())
        call({"AUTH", address.password});
    else if (!address.user.empty())
        call({"AUTH", address.user, address.password});
}

RedisConnection::~RedisConnection() = default;

int RedisConnection::descriptor() const { return wire_->socket; }

void RedisConnection::send(std::initializer_list<std::string_view> command)
{
    std::vector<const char*> words;
    std::vector<std::size_t> sizes;
    for (auto word : command) {
        words.push_back(word.data());
        sizes.push_back(word.size());
    }
    char* text = nullptr;
    int size = redisFormatCommandArgv(&text, static_cast<int>(words.size()), words.data(), sizes.data());
    if (size < 0) throw std::bad_alloc();
    std::unique_ptr<char, decltype(&redisFreeCommand)> owned(text, &redisFreeCommand);
    std::string_view rest(text, static_cast<std::size_t>(size));
    auto until = Clock::now() + patience;
    while (!rest.empty()) {
        std::size_t sent = 0;
        auto code = curl_easy_send(wire_->curl, rest.data(), rest.size(), &sent);
        if (code == CURLE_AGAIN)
            wait_for(wire_->socket, Direction::out, until, stop_);
        else if (code != CURLE_OK)
            throw Lost(Trouble::unreachable, curl_easy_strerror(code));
        rest.remove_prefix(sent);
    }
}

// Whether something came.
bool RedisConnection::read_more()
{
    std::array<char, 4096> bytes;
    std::size_t count = 0;
    auto code = curl_easy_recv(wire_->curl, bytes.data(), bytes.size(), &count);
    if (code == CURLE_AGAIN) return false;
    if (code != CURLE_OK) throw Lost(Trouble::unreachable, curl_easy_strerror(code));
    if (count == 0) throw Lost(Trouble::unreachable, "the server has closed the connection");
    wire_->unread += count;
    if (wire_->unread > most_unread || redisReaderFeed(wire_->reader, bytes.data(), count) != REDIS_OK)
        throw Lost(Trouble::unreachable, "an answer that does not end");
    return true;
}

// The next answer that is whole, if there is one.
Reply RedisConnection::next()
{
    void* read = nullptr;
    if (redisReaderGetReply(wire_->reader, &read) != REDIS_OK)
        throw Lost(Trouble::unreachable, "what answers is no Redis");
    if (read) wire_->unread = 0;
    return Reply(static_cast<redisReply*>(read));
}

Reply RedisConnection::received()
{
    for (;;) {
        if (auto reply = next()) return reply;
        if (!read_more()) return {};
    }
}

Reply RedisConnection::call(std::initializer_list<std::string_view> command)
{
    no_wait::waits_for("Redis");
    send(command);
    auto until = Clock::now() + patience;
    for (;;) {
        if (auto reply = received()) {
            if (reply->type != REDIS_REPLY_ERROR) return reply;
            std::string_view words(reply->str, reply->len);
            auto code = words.substr(0, words.find(' '));
            throw Lost(*command.begin() == "AUTH" ? Trouble::refused : trouble_of(code),
                       fmt::format("{} answers {}", *command.begin(), code));
        }
        wait_for(wire_->socket, Direction::in, until, stop_);
    }
}
} // namespace queue
