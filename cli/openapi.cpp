#include "server/http/openapi.hpp"
#include "cli/commands.hpp"
#include "server/app/routes.hpp"
#include <CLI/CLI.hpp>
#include <iostream>

namespace cli
{
void add_openapi(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("openapi", "Print the description of the HTTP API (OpenAPI 3.1)");
    command->callback([&status] {
        std::cout << http::openapi(app::routes());
        status = 0;
    });
}
} // namespace cli
