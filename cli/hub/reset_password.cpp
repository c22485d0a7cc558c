#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/audit/audit_store.hpp"
#include "server/users/password.hpp"
#include "server/users/token_store.hpp"
#include "server/users/user_store.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <memory>

namespace cli
{
namespace
{
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
        std::shared_ptr<app::Given> given = std::make_shared<app::Given>();
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(reset_password_command.name, reset_password_command.does);
    command->add_option("email", options->email, "The person's e-mail address")->required();
    add_hub_options(*command, options->given);
    command->callback([options, &status] {
        try {
            HubDatabase hub(*options->given);
            std::cout << "New password of " << options->email
                      << ", shown this once: " << reset(hub.database, options->email) << "\n";
            status = 0;
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli
