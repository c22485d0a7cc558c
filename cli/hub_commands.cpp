#include "cli/hub_commands.hpp"
#include "cli/commands.hpp"
#include "cli/problem.hpp"
#include "server/sandbox/program_beside.hpp"
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace cli
{
namespace
{
// This process becomes the other program, with the same number, files and signals.
[[noreturn]] void hand_over(std::string command, std::vector<std::string> rest)
{
    std::string name = "batchops";
    std::vector<char*> arguments{name.data(), command.data()};
    for (auto& argument : rest) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    auto hub = sandbox::program_beside("batchops-hub");
    execv(hub.c_str(), arguments.data());
    throw Problem(fmt::format("“{}” is done by the program batchops-hub beside batchops, and that cannot be started: "
                              "{}. Install BatchOps again.",
                              command, std::strerror(errno)));
}
} // namespace

void add_hub_commands(CLI::App& app, int&)
{
    for (const auto& [name, does] : hub_commands) {
        auto* command = app.add_subcommand(name, does);
        command->set_help_flag(); // its options, --help among them, are the other program's
        command->prefix_command();
        command->callback([command] { hand_over(command->get_name(), command->remaining()); });
    }
}
} // namespace cli
