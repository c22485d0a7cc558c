#pragma once
// The commands that need the hub's database or its API. A program beside this one does them, batchops-hub, so that no
// other command loads what only a hub needs (docs/adr/0016-the-hub-is-a-program-of-its-own.md).

namespace cli
{
struct HubCommand {
    const char* name;
    const char* does;
};
inline constexpr HubCommand serve_command{"serve", "Run the hub: the web application, its API and the workers"};
inline constexpr HubCommand reset_password_command{"reset-password", "Give a person a new password and print it once"};
inline constexpr HubCommand users_command{"users", "Look after the people of a hub"};
inline constexpr HubCommand audit_command{"audit", "Look after the history of a hub"};
inline constexpr HubCommand health_command{"health", "Ask a running hub on this machine whether it can serve"};
inline constexpr HubCommand reconcile_command{"reconcile", "Bring the stored files and the database together again"};
inline constexpr HubCommand storage_command{"storage", "Try the bucket that the files are kept in, or move them to it"};
inline constexpr HubCommand backup_command{"backup", "Back up a hub into one sealed file, also while it runs"};
inline constexpr HubCommand restore_command{"restore", "Make a hub of a backup, on any machine and either database"};
inline constexpr HubCommand copy_to_command{"copy-to", "Copy the database to another one, SQLite or PostgreSQL"};
inline constexpr HubCommand openapi_command{"openapi", "Print the description of the HTTP API (OpenAPI 3.1)"};

// In the order in which --help shows them.
inline constexpr HubCommand hub_commands[] = {serve_command,   reset_password_command, users_command,   audit_command,
                                              health_command,  reconcile_command,      storage_command, backup_command,
                                              restore_command, copy_to_command,        openapi_command};
} // namespace cli
