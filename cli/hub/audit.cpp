#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/audit/audit_store.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace cli
{
namespace
{
int verify(db::Database& database)
{
    auto [events, broken] =
        database.read([](db::Session& db) { return std::pair(audit::count(db), audit::first_broken(db)); });
    if (broken) {
        std::cout << "The history does not hold: number " << *broken << " was changed or is missing.\n";
        return held;
    }
    std::cout << "The history holds: " << events << " events, none changed, none missing.\n";
    return published;
}
} // namespace

void add_audit(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(audit_command.name, audit_command.does);
    command->require_subcommand(1);
    auto* check = command->add_subcommand("verify", "Check that no event of the history was changed or taken away");
    auto given = std::make_shared<app::Given>();
    add_hub_options(*check, given);
    check->callback([given, &status] {
        try {
            db::Database database(hub_database_url(app::read_config(*given)));
            status = verify(database);
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli
