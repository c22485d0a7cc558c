#pragma once
// What the program batchops-hub does: the commands that `batchops` hands over (cli/hub_commands.hpp).
#include "cli/commands.hpp"
#include "cli/hub_commands.hpp"

namespace cli
{
void add_serve(CLI::App& app, int& status);
void add_reset_password(CLI::App& app, int& status);
void add_users(CLI::App& app, int& status);
void add_audit(CLI::App& app, int& status);
void add_health(CLI::App& app, int& status);
void add_reconcile(CLI::App& app, int& status);
void add_storage(CLI::App& app, int& status);
void add_backup(CLI::App& app, int& status);
void add_restore(CLI::App& app, int& status);
void add_copy_to(CLI::App& app, int& status);
void add_openapi(CLI::App& app, int& status);
} // namespace cli
