#include "server/outgoing/client.hpp"
#include "base/no_wait.hpp"
#include "server/outgoing/guard.hpp"
#include <algorithm>
#include <curl/curl.h>
#include <exception>
#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <sys/socket.h>

namespace outgoing
{
namespace
{
constexpr std::size_t most_bytes = 1 << 20;

// What is under way, for the functions that libcurl calls.
struct Doing {
    const std::vector<std::string>& allowed;
    const Request& request;
    CURL* curl;
    bool plain;
    std::string refused;
    bool asked = false, unwanted = false;
    Answer answer;
    std::exception_ptr thrown; // libcurl is C: nothing may be thrown through it
};

curl_socket_t open_socket(void* given, curlsocktype, curl_sockaddr* address)
{
    auto& doing = *static_cast<Doing*>(given);
    if (!may_connect(address->addr, doing.allowed))
        doing.refused = inside_words;
    else if (doing.plain && is_public(address->addr))
        doing.refused = "what is sent to it could be read on the way: write https:// in place of http://";
    if (!doing.refused.empty()) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* given)
{
    constexpr std::size_t most_headers = 200;
    auto& doing = *static_cast<Doing*>(given);
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) doing.answer.headers.clear(); // of the next answer, after a redirect
    auto colon = line.find(':');
    if (colon == std::string_view::npos || doing.answer.headers.size() == most_headers) return size * count;
    std::string name(line.substr(0, colon));
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    auto value = line.substr(colon + 1);
    auto from = value.find_first_not_of(" \t"), to = value.find_last_not_of(" \t\r\n");
    doing.answer.headers[name] = from == std::string_view::npos ? "" : std::string(value.substr(from, to - from + 1));
    return size * count;
}

bool is_fine(int status) { return status >= 200 && status < 300; }

bool is_wanted(Doing& doing)
{
    if (doing.asked) return !doing.unwanted;
    doing.asked = true;
    long status = 0;
    curl_easy_getinfo(doing.curl, CURLINFO_RESPONSE_CODE, &status);
    doing.answer.status = static_cast<int>(status);
    doing.unwanted = doing.request.wants && !doing.request.wants(doing.answer);
    return !doing.unwanted;
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* given)
{
    auto& doing = *static_cast<Doing*>(given);
    auto& body = doing.answer.body;
    try {
        if (!is_wanted(doing)) return 0;
        if (doing.request.take && is_fine(doing.answer.status)) {
            doing.request.take({bytes, size * count});
            return size * count;
        }
    } catch (...) {
        doing.thrown = std::current_exception();
        return 0;
    }
    auto left = most_bytes - body.size();
    if (size * count > left && !doing.request.take) return 0;
    body.append(bytes, std::min(size * count, left)); // of a long refusal the beginning
    return size * count;
}

int progress(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    auto& doing = *static_cast<Doing*>(given);
    try {
        doing.request.breathe();
        return 0;
    } catch (...) {
        doing.thrown = std::current_exception();
        return 1;
    }
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

Answer Client::post_form(const std::string& url, const std::map<std::string, std::string>& fields) const
{
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + form_encoded(name) + "=" + form_encoded(value);
    return ask({.url = url, .form = &body});
}

Answer Client::ask(const Request& request) const
{
    no_wait::waits_for("another server");
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    if (ready != CURLE_OK || !curl) throw std::runtime_error("libcurl does not start");
    Doing doing{allowed_, request, curl.get(), !request.url.starts_with("https://"), {}, false, false, {}, {}};
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(curl.get(), option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, allowed_.empty() ? "https" : "http,https");
    set(CURLOPT_FOLLOWLOCATION, request.redirects > 0 ? 1L : 0L);
    set(CURLOPT_MAXREDIRS, static_cast<long>(request.redirects));
    set(CURLOPT_REDIR_PROTOCOLS_STR, doing.plain ? "http,https" : "https");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&doing));
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&doing));
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&doing));
    set(CURLOPT_CONNECTTIMEOUT, 5L);
    set(CURLOPT_TIMEOUT, static_cast<long>(request.longest.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 100L);
    set(CURLOPT_LOW_SPEED_TIME, 30L);
    set(CURLOPT_NOSIGNAL, 1L);
    if (request.breathe) {
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &progress);
        set(CURLOPT_XFERINFODATA, static_cast<void*>(&doing));
    }
    if (request.form) {
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form->size()));
        set(CURLOPT_POSTFIELDS, request.form->c_str());
    }
    if (request.sign_in && !request.sign_in->user.empty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, request.sign_in->user.c_str());
        set(CURLOPT_PASSWORD, request.sign_in->secret.c_str());
    } else if (request.sign_in) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
        set(CURLOPT_XOAUTH2_BEARER, request.sign_in->secret.c_str());
    }
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(nullptr, &curl_slist_free_all);
    for (const auto& [name, value] : request.headers) {
        auto* longer = curl_slist_append(headers.get(), (name + ": " + value).c_str());
        if (!longer) throw std::bad_alloc();
        if (!headers) headers.reset(longer);
    }
    if (headers) set(CURLOPT_HTTPHEADER, headers.get());
    auto code = curl_easy_perform(curl.get());
    if (doing.thrown) std::rethrow_exception(doing.thrown);
    if (!doing.refused.empty()) throw Unreachable(doing.refused);
    if (code != CURLE_OK && !doing.unwanted) throw Unreachable(curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    doing.answer.status = static_cast<int>(status);
    return std::move(doing.answer);
}
} // namespace outgoing
