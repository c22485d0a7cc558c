#include "server/outgoing/connection.hpp"
#include "base/no_wait.hpp"
#include "server/outgoing/client.hpp"
#include "server/outgoing/guard.hpp"
#include <curl/curl.h>
#include <fmt/format.h>

namespace outgoing
{
namespace
{
struct Doing {
    const std::vector<std::string>& allowed;
    bool refused = false;
};

curl_socket_t open_socket(void* given, curlsocktype, curl_sockaddr* address)
{
    auto& doing = *static_cast<Doing*>(given);
    doing.refused = !may_connect(address->addr, doing.allowed);
    if (doing.refused) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
} // namespace

struct Connection::Handle {
    ~Handle() { curl_easy_cleanup(curl); }
    CURL* curl = curl_easy_init();
};

Connection::Connection(const std::string& host, std::uint16_t port, const std::vector<std::string>& allowed,
                       std::chrono::seconds longest)
    : handle_(std::make_unique<Handle>())
{
    no_wait::waits_for("another server");
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK || !handle_->curl) throw std::runtime_error("libcurl does not start");
    Doing doing{allowed};
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(handle_->curl, option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    auto named = host.find(':') == std::string::npos ? host : "[" + host + "]"; // an address of version 6
    set(CURLOPT_URL, fmt::format("http://{}:{}", named, port).c_str());
    set(CURLOPT_PROTOCOLS_STR, "http"); // of which nothing is spoken
    set(CURLOPT_CONNECT_ONLY, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&doing));
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(longest.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    auto code = curl_easy_perform(handle_->curl);
    if (doing.refused) throw Unreachable(inside_words);
    if (code != CURLE_OK) throw Unreachable(curl_easy_strerror(code));
    curl_socket_t made = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(handle_->curl, CURLINFO_ACTIVESOCKET, &made) != CURLE_OK || made == CURL_SOCKET_BAD)
        throw Unreachable("the connection has ended");
    descriptor_ = made;
}

Connection::~Connection() = default;
} // namespace outgoing
