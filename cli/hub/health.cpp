#include "base/json.hpp"
#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/system_routes.hpp"
#include <CLI/CLI.hpp>
#include <curl/curl.h>
#include <fmt/format.h>
#include <iostream>

namespace cli
{
namespace
{
constexpr std::size_t most_bytes = 64 << 10;

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* given)
{
    auto& body = *static_cast<std::string*>(given);
    if (body.size() + size * count > most_bytes) return 0;
    body.append(bytes, size * count);
    return size * count;
}

// Where the hub of these settings answers on this machine. What listens everywhere answers on loopback too.
std::string address_here(const app::Config& config)
{
    auto host = config.bind == "0.0.0.0" ? "127.0.0.1" : config.bind == "::" ? "::1" : config.bind;
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return fmt::format("http{}://{}:{}/readyz", config.tls_certificate.empty() ? "" : "s", host, config.port);
}

// The certificate is of the hub's public name and not of this address, and nothing secret is sent: it is not looked at.
std::string ask(const std::string& url)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw Problem("libcurl does not start.");
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    std::string body;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, static_cast<void*>(&body));
    auto code = curl_easy_perform(curl.get());
    if (code != CURLE_OK)
        throw Problem(fmt::format("No hub answers at {}: {}. Is it running, and with the same settings?", url,
                                  curl_easy_strerror(code)));
    return body;
}

// Prints what is wrong, a line each. 0: ready; 1: the hub answers and is not ready.
int show(const std::string& body, const std::string& url)
{
    boost::system::error_code failed;
    auto value = json::parse(body, failed);
    app::Readiness readiness;
    json::FieldErrors errors;
    if (!failed) json::decode(&value, readiness, "", errors);
    if (failed || !errors.empty()) throw Problem(fmt::format("What answers at {} is no hub.", url));
    for (const auto& check : readiness.checks)
        if (check.state != app::CheckState::ok)
            std::cout << check.name << ": " << json::enum_text(check.state) << ". " << check.detail << "\n";
    std::cout << (readiness.ready ? "ready\n" : "not ready\n");
    return readiness.ready ? 0 : 1;
}
} // namespace

void add_health(CLI::App& app, int& status)
{
    auto given = std::make_shared<app::Given>();
    auto* command = app.add_subcommand(health_command.name, health_command.does);
    add_hub_options(*command, given);
    command->add_option_function<std::string>(
        "--port", [given](const std::string& value) { (*given)["port"] = value; }, "As for serve");
    command->callback([given, &status] {
        try {
            auto url = address_here(app::read_config(*given));
            status = show(ask(url), url);
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli
