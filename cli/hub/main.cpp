#include "cli/hub/commands.hpp"
#include "cli/run.hpp"

int main(int count, char** arguments)
{
    static constexpr cli::AddCommand commands[] = {cli::add_serve,   cli::add_reset_password, cli::add_users,
                                                   cli::add_audit,   cli::add_health,         cli::add_reconcile,
                                                   cli::add_storage, cli::add_backup,         cli::add_restore,
                                                   cli::add_copy_to, cli::add_openapi};
    return cli::run(commands, count, arguments);
}
