#include "cli/commands.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/problem.hpp"
#include "cli/reading_options.hpp"
#include <CLI/CLI.hpp>
#include <memory>

namespace cli
{
namespace
{
struct ExtractOptions : ReadingOptions {
    bool csv = false;
    std::optional<std::string> picture;
};

int extract(const ExtractOptions& options)
{
    if (options.picture)
        throw Problem(
            "Page pictures are drawn for PDF files only, which this version does not read yet. Leave out --picture.");
    Interrupts interrupts;
    auto file = open_input(options.file);
    auto tables = scratch_file();
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::extract;
    job.file_name = file_name(options.file);
    job.file = file.number();
    job.read = options.read();
    job.as_csv = options.csv;
    job.outputs["tables"] = tables.number();
    {
        Progress progress(!options.quiet);
        run_engine(std::move(job), progress, interrupts);
    }
    copy_to_stdout(tables.number());
    return published;
}
} // namespace

void add_extract(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("extract", "Show the tables of a file as JSON, every cell as text");
    auto options = std::make_shared<ExtractOptions>();
    add_reading_options(*command, *options);
    command->add_flag("--csv", options->csv, "Print CSV instead of JSON");
    command->add_option("--picture", options->picture, "A folder for page pictures with the detected grid (PDF)");
    command->callback([options, &status] { status = extract(*options); });
}
} // namespace cli
