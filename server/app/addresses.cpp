#include "server/app/addresses.hpp"
#include "base/result.hpp"
#include "server/departments/school_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace app
{
namespace
{
// "https://hub.school.test:8443/x" → "hub.school.test"
std::string host_of(std::string_view url)
{
    auto slashes = url.find("://");
    if (slashes != url.npos) url.remove_prefix(slashes + 3);
    return std::string(url.substr(0, std::min({url.find('/'), url.find(':'), url.size()})));
}

std::string sender_of(const Config& config)
{
    if (!config.mail_from.empty()) return config.mail_from;
    auto host = host_of(config.public_url);
    return "batchops@" + (host.find('.') == host.npos ? std::string("batchops.invalid") : host);
}
} // namespace

std::string public_address(const Config& config, std::uint16_t port)
{
    if (!config.public_url.empty()) {
        auto url = config.public_url;
        while (url.ends_with('/')) url.pop_back();
        return url;
    }
    bool any = config.bind == "0.0.0.0" || config.bind == "::";
    bool v6 = config.bind.find(':') != config.bind.npos;
    return fmt::format("{}://{}:{}", config.tls_certificate.empty() ? "http" : "https",
                       any  ? "127.0.0.1"
                       : v6 ? "[" + config.bind + "]"
                            : config.bind,
                       port);
}

bool is_reachable_from_elsewhere(const Config& config)
{
    bool loopback = config.bind.starts_with("127.") || config.bind == "::1";
    return !loopback || !config.trusted_proxy.empty();
}

void require_safe_door(const Config& config)
{
    bool loopback = config.bind.starts_with("127.") || config.bind == "::1";
    if (config.tls_certificate.empty() != config.tls_key.empty())
        throw Refusal{Why::invalid, "The settings tls_certificate and tls_key go together: name both files or none."};
    bool encrypted = !config.tls_certificate.empty() || !config.trusted_proxy.empty();
    if (!loopback && (!encrypted || config.public_url.empty()))
        throw Refusal{
            Why::invalid,
            fmt::format("Listening on {} would send passwords over the network in clear. Name a certificate and its "
                        "key in the settings tls_certificate and tls_key, or put a proxy with TLS in front and name "
                        "its address in trusted_proxy; and name the address that people use in public_url "
                        "(https://…). Or listen on 127.0.0.1.",
                        config.bind)};
    if (!loopback && !config.public_url.starts_with("https://"))
        throw Refusal{Why::invalid,
                      "The setting public_url must begin with https:// where other machines reach the hub."};
}

notifications::RelaySettings relay_settings(const Config& config)
{
    notifications::RelaySettings settings;
    settings.from_name = "BatchOps";
    settings.from = sender_of(config);
    settings.host = settings.from.substr(settings.from.find('@') + 1);
    if (!mail::is_address(settings.from))
        throw Refusal{Why::invalid, fmt::format("The setting mail_from is “{}”; expected an e-mail address, such as "
                                                "batchops@school.test.",
                                                settings.from)};
    if (config.smtp_url.empty()) return settings;
    if (!config.smtp_url.starts_with("smtp://") && !config.smtp_url.starts_with("smtps://"))
        throw Refusal{Why::invalid, "The setting smtp_url must be smtp://host:port (STARTTLS) or smtps://host:port."};
    if (config.smtp_url.find('@') != std::string::npos)
        throw Refusal{Why::invalid,
                      "The setting smtp_url must not hold a password: use smtp_user and smtp_password_file."};
    settings.server = mail::SmtpServer{config.smtp_url, config.smtp_user, config.smtp_password, config.smtp_starttls,
                                       config.smtp_ca_file};
    return settings;
}

notifications::MailSettings mail_settings(const Config& config)
{
    return {!config.smtp_url.empty(), config.smtp_url, sender_of(config), &departments::school_name};
}
} // namespace app
