#include "server/sandbox/engine_child.hpp"
#include "cli/commands.hpp"
#include <CLI/CLI.hpp>

namespace cli
{
void add_engine_child(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("engine-child", "Engine mode: started by the other commands");
    command->group(""); // not in --help
    command->callback([&status] { status = sandbox::engine_child(); });
}
} // namespace cli
