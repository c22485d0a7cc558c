#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/app/data_folder.hpp"
#include "server/audit/chain_store.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace cli
{
namespace
{
int verify(HubDatabase& hub)
{
    auto anchors = audit::anchors_in(app::anchors_file(hub.config, hub.config.data));
    auto state = hub.database.read([&](db::Session& db) { return audit::check_chain(db, anchors); });
    if (state.key_missing) {
        std::cout << "The history cannot be checked: number " << *state.first_broken
                  << " was sealed with a key that is not among the hub's keys.\n";
        return held;
    }
    if (state.first_broken) {
        std::cout << "The history does not hold: number " << *state.first_broken << " was changed or is missing.\n";
        return held;
    }
    std::cout << "The history holds: " << state.events << " events, none changed, none missing";
    if (state.taken_out > 0) std::cout << "; the details of " << state.taken_out << " were erased with a student";
    std::cout << ".\n";
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
            HubDatabase hub(*given);
            status = verify(hub);
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli
