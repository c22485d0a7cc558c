#include "server/http/openapi.hpp"
#include "cli/hub/commands.hpp"
#include "server/app/routes.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

namespace cli
{
void add_openapi(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(openapi_command.name, openapi_command.does);
    command->callback([&status] {
        std::cout << http::openapi(app::routes());
        status = 0;
    });
}
} // namespace cli
