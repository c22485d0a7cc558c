#include "server/mail/smtp.hpp"
#include "base/no_wait.hpp"
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace mail
{
namespace
{
std::size_t hand_over(char* into, std::size_t size, std::size_t count, void* given)
{
    auto& rest = *static_cast<std::string_view*>(given);
    auto taken = rest.substr(0, size * count);
    std::memcpy(into, taken.data(), taken.size());
    rest.remove_prefix(taken.size());
    return taken.size();
}

int stop_asked(void* given, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token*>(given)->stop_requested() ? 1 : 0;
}

// A 5yz answer to the address or the content is final. To the sign-in it is not: somebody corrects the settings.
Delivery delivery_of(CURLcode code, long answer)
{
    if (code == CURLE_OK) return {Delivery::Outcome::accepted, ""};
    auto reason = std::string(curl_easy_strerror(code));
    if (answer > 0) reason += fmt::format(" (the mail server answered {})", answer);
    bool final = code != CURLE_LOGIN_DENIED && answer >= 550 && answer <= 559;
    return {final ? Delivery::Outcome::refused : Delivery::Outcome::try_again, reason};
}
} // namespace

Delivery deliver(const SmtpServer& server, const std::string& from, const std::string& to, const std::string& message,
                 const std::stop_token& stop)
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    if (ready != CURLE_OK || !curl) throw std::runtime_error("libcurl does not start");
    auto set = [&](CURLoption option, auto value) {
        if (curl_easy_setopt(curl.get(), option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take an option");
    };
    const auto sender = "<" + from + ">", recipient = "<" + to + ">";
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
        curl_slist_append(nullptr, recipient.c_str()), &curl_slist_free_all);
    std::string_view rest = message;
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(server.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.ca_file.empty()) set(CURLOPT_CAINFO, server.ca_file.c_str());
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, sender.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &hand_over);
    set(CURLOPT_READDATA, static_cast<void*>(&rest));
    set(CURLOPT_CONNECTTIMEOUT, 10L);
    set(CURLOPT_TIMEOUT, 30L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &stop_asked);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(const_cast<std::stop_token*>(&stop)));
    no_wait::waits_for("the mail server");
    auto code = curl_easy_perform(curl.get());
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    return delivery_of(code, answer);
}
} // namespace mail
