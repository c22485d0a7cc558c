#include "cli/commands.hpp"
#include "engine/contract/description.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

namespace cli
{
void add_contract_schema(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("contract-schema", "Print the JSON Schema of file rules, for editors");
    command->callback([&status] {
        std::cout << engine::contract_schema();
        status = published;
    });
}
} // namespace cli
