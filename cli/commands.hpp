#pragma once
// Every command of the terminal, in the order in which --help shows them.

namespace CLI // NOLINT(readability-identifier-naming): the library's name
{
class App;
}

namespace cli
{
// Exit statuses that scripts rely on.
enum Status : int { published = 0, held = 1, unusable = 2 }; // unusable: bad usage, unreadable file, bad contract

// Adds one command; what it does sets `status`. Problems are thrown as cli::Problem.
using AddCommand = void (*)(CLI::App& app, int& status);

void add_extract(CLI::App& app, int& status);
void add_infer(CLI::App& app, int& status);
void add_check(CLI::App& app, int& status);
void add_process(CLI::App& app, int& status);
void add_report(CLI::App& app, int& status);
void add_hub_commands(CLI::App& app, int& status); // done by another program: cli/hub_commands.hpp
void add_contract_schema(CLI::App& app, int& status);
void add_engine_child(CLI::App& app, int& status); // hidden: engine mode, started by the other commands

inline constexpr AddCommand commands[] = {add_extract, add_infer,        add_check,           add_process,
                                          add_report,  add_hub_commands, add_contract_schema, add_engine_child};
} // namespace cli
