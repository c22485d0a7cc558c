#include "base/log.hpp"
#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/service_manager.hpp"
#include "cli/problem.hpp"
#include "server/app/addresses.hpp"
#include "server/app/app.hpp"
#include "server/app/duties.hpp"
#include "server/db/error.hpp"
#include <CLI/CLI.hpp>
#include <csignal>
#include <fmt/ranges.h>
#include <malloc.h>
#include <memory>
#include <thread>
#include <unistd.h>

namespace cli
{
namespace
{
constexpr std::chrono::seconds grace{25};

std::string address_of(const app::App& hub) { return app::public_address(hub.config(), hub.port()); }

void print_welcome(const app::App& hub, const std::vector<app::NewAccount>& accounts)
{
    if (!app::duties_of(hub.config()).api) {
        auto here = hub.config();
        here.public_url.clear();
        fmt::print("BatchOps {} ({}) is ready; {}/readyz says how it is.\n", BATCHOPS_VERSION, here.role,
                   app::public_address(here, hub.port()));
        std::fflush(stdout);
        return;
    }
    auto text = fmt::format("\nBatchOps {} is ready: {}\n", BATCHOPS_VERSION, address_of(hub));
    if (accounts.empty())
        text +=
            "Sign in with your account. Forgotten? batchops reset-password EMAIL --data " + hub.config().data + "\n";
    else {
        text += "\nSign in with one of these; each password is shown this once only:\n\n";
        for (const auto& account : accounts)
            text += fmt::format("  {:<38} {}   {} ({})\n", account.email, account.password, account.name, account.role);
    }
    text += "\nCtrl-C stops it.\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

// Waits for Ctrl-C or SIGTERM (SIGHUP reads the certificate again, where there is one); a second one while the hub
// still drains gives the runs in work back at once, a third ends the process.
void run_until_stopped(app::App& hub, const sigset_t& signals)
{
    int signal = 0;
    do {
        sigwait(&signals, &signal);
    } while (signal == SIGHUP && hub.read_certificate_again());
    logs::info("serve", "stopping", {{"signal", signal}});
    tell_service_manager("STOPPING=1");
    std::thread([signals, &hub] {
        int again = 0;
        sigwait(&signals, &again);
        hub.hurry();
        sigwait(&signals, &again);
        _exit(128 + again);
    }).detach();
    hub.stop(grace);
}

int serve(const app::Given& given)
{
    // Threads inherit the mask: only sigwait sees these signals.
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file over its limit is an error of write(), not the end
    mallopt(M_ARENA_MAX, 2);       // an arena per thread would hold on to what a password hash needed once
    try {
        auto config = app::read_config(given);
        logs::set_level(!config.log_level.empty() ? config.log_level : isatty(STDERR_FILENO) ? "warning" : "info");
        app::App hub(config);
        auto accounts = hub.first_start();
        hub.start();
        malloc_trim(0);
        print_welcome(hub, accounts);
        tell_service_manager("READY=1");
        auto watchdog = keep_watchdog_quiet([&hub] { return hub.answers(); });
        run_until_stopped(hub, signals);
    } catch (const Refusal& refusal) {
        throw Problem(refusal.message);
    } catch (const db::Error& error) {
        throw Problem(fmt::format("The database cannot be used: {}", error.what()));
    }
    return 0;
}
} // namespace

void add_serve(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(serve_command.name, serve_command.does);
    auto given = std::make_shared<app::Given>();
    auto setting = [&](const char* option, const char* name, const char* help) {
        command->add_option_function<std::string>(
            option, [given, name](const std::string& value) { (*given)[name] = value; }, help);
    };
    setting("--port", "port", "Port to listen on (8080; 0 takes any free one)");
    setting("--bind", "bind", "Address to listen on (127.0.0.1: this machine only)");
    setting("--tls-certificate", "tls_certificate", "PEM file of a certificate: the hub itself speaks TLS");
    setting("--tls-key", "tls_key", "PEM file of its key");
    setting("--data", "data", "Folder for everything the hub keeps (./data)");
    setting("--database", "database", "postgresql://… instead of SQLite in the data folder");
    command->add_option_function<std::vector<std::string>>(
        "--role",
        [given](const std::vector<std::string>& names) { (*given)["role"] = fmt::format("{}", fmt::join(names, ",")); },
        "What this process does of the hub over PostgreSQL: api, worker, scheduler, or all (the default); repeatable");
    setting("--admin-email", "admin_email", "Address of the first admin (admin@school.test)");
    command->add_flag_callback(
        "--no-demo", [given] { (*given)["demo"] = "false"; }, "Start empty, without the demo school");
    command->callback([given, &status] { status = serve(*given); });
}
} // namespace cli
