#include "server/outgoing/client.hpp"
#include "base/no_wait.hpp"
#include "server/outgoing/guard.hpp"
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <sys/socket.h>

namespace outgoing
{
namespace
{
constexpr std::size_t most_bytes = 1 << 20;

struct Doing {
    const std::vector<std::string>& allowed;
    bool refused = false;
    std::string body;
};

curl_socket_t open_socket(void* given, curlsocktype, curl_sockaddr* address)
{
    auto& doing = *static_cast<Doing*>(given);
    if (!may_connect(address->addr, doing.allowed)) {
        doing.refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* given)
{
    auto& doing = *static_cast<Doing*>(given);
    if (doing.body.size() + size * count > most_bytes) return 0;
    doing.body.append(bytes, size * count);
    return size * count;
}

std::string form_encoded(const std::string& text)
{
    std::string made;
    for (unsigned char c : text)
        made += std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~' ? std::string(1, static_cast<char>(c))
                                                                                : fmt::format("%{:02X}", c);
    return made;
}
} // namespace

Answer Client::get(const std::string& url) const { return run(url, nullptr); }

Answer Client::post_form(const std::string& url, const std::map<std::string, std::string>& fields) const
{
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + form_encoded(name) + "=" + form_encoded(value);
    return run(url, &body);
}

Answer Client::run(const std::string& url, const std::string* body) const
{
    no_wait::waits_for("another server");
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    if (ready != CURLE_OK || !curl) throw std::runtime_error("libcurl does not start");
    Doing doing{allowed_, false, {}};
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(curl.get(), option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, allowed_.empty() ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&doing));
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&doing));
    set(CURLOPT_CONNECTTIMEOUT, 5L);
    set(CURLOPT_TIMEOUT, 15L);
    set(CURLOPT_NOSIGNAL, 1L);
    if (body) {
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
        set(CURLOPT_POSTFIELDS, body->c_str());
    }
    auto code = curl_easy_perform(curl.get());
    if (doing.refused)
        throw std::runtime_error("its address lies inside the network, and the setting outgoing_allowed does not "
                                 "name it");
    if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return {static_cast<int>(status), std::move(doing.body)};
}
} // namespace outgoing
