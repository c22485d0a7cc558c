#include "cli/run.hpp"
#include "cli/problem.hpp"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>

namespace cli
{
namespace
{
int usage_error(const CLI::App& app, const CLI::ParseError& error)
{
    // --help and --version arrive here too, as successes.
    if (error.get_exit_code() == 0) return app.exit(error);
    std::fprintf(stderr, "batchops: %s\nRun batchops --help, or batchops COMMAND --help, to see what is possible.\n",
                 error.what());
    return unusable;
}
} // namespace

int run(std::span<const AddCommand> commands, int count, char** arguments)
{
    int status = published;
    CLI::App app("BatchOps: from a messy school file to a clean table and a report.", "batchops");
    app.set_version_flag("--version", std::string("batchops ") + BATCHOPS_VERSION);
    app.require_subcommand(1);
    for (auto add : commands) add(app, status);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return usage_error(app, error);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "batchops: %s\n", problem.what());
        return unusable;
    }
    std::cout.flush();
    if (!std::cout) {
        std::fprintf(stderr, "batchops: the output could not be written; is the disk full or the reader gone?\n");
        return unusable;
    }
    return status;
}
} // namespace cli
