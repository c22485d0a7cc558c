#include "base/result.hpp"
#include "cli/commands.hpp"
#include "cli/problem.hpp"
#include "server/app/config.hpp"
#include "server/audit/audit_store.hpp"
#include "server/db/database.hpp"
#include "server/users/password.hpp"
#include "server/users/token_store.hpp"
#include "server/users/user_store.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <memory>

namespace cli
{
namespace
{
std::string database_url(const app::Config& config)
{
    if (!config.database.empty()) return config.database;
    auto path = std::filesystem::path(config.data) / "batchops.db";
    if (!std::filesystem::exists(path))
        throw Problem(fmt::format("There is no hub in {}. Name its data folder with --data.", config.data));
    return "sqlite:" + path.string();
}

// May run beside the server: it is one transaction on the database.
std::string reset(db::Database& database, const std::string& email)
{
    auto password = users::random_password();
    auto hash = require(users::hash_password(password));
    database.transact([&](db::Session& db) {
        auto user = users::find_by_email(db, email);
        if (!user) throw Problem(fmt::format("There is no person with the address {}.", email));
        users::set_password_hash(db, user->id, hash);
        users::revoke_tokens_of(db, user->id);
        audit::AuditEvent event;
        event.actor = "the terminal";
        event.action = "user.reset_password";
        event.subject = "user";
        event.subject_id = user->id;
        audit::append(db, event);
    });
    return password;
}
} // namespace

void add_reset_password(CLI::App& app, int& status)
{
    struct Options {
        std::string email;
        app::Given given;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("reset-password", "Give a person a new password and print it once");
    command->add_option("email", options->email, "The person's e-mail address")->required();
    for (const char* name : {"data", "database"})
        command->add_option_function<std::string>(
            std::string("--") + name, [options, name](const std::string& value) { options->given[name] = value; },
            "As for serve");
    command->callback([options, &status] {
        try {
            db::Database database(database_url(app::read_config(options->given)));
            std::cout << "New password of " << options->email
                      << ", shown this once: " << reset(database, options->email) << "\n";
            status = 0;
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli
