#include "cli/commands.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/letterhead.hpp"
#include "cli/output_folder.hpp"
#include "cli/problem.hpp"
#include "cli/reading_options.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

namespace cli
{
namespace
{
struct ReportOptions : ReadingOptions {
    std::string title, out;
    Letterhead letterhead;
};

int report(const ReportOptions& options)
{
    Interrupts interrupts;
    auto file = open_input(options.file);
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::report;
    job.file_name = file_name(options.file);
    job.file = file.number();
    job.read = options.read();
    job.title = options.title;
    job.context.provenance = {{"File", job.file_name}, {"File SHA-256", sha256_of(file.number())}};
    auto logo = set_letterhead(options.letterhead, job.context);
    std::filesystem::path out(options.out);
    if (out.filename().empty() || std::filesystem::is_directory(out))
        throw Problem("--out “" + options.out + "” is a folder; the name of a PDF file was expected.");
    OutputFolder folder(out.has_parent_path() ? out.parent_path().string() : ".");
    job.outputs["report.pdf"] = folder.open("report.pdf");
    Progress progress(!options.quiet);
    run_engine(std::move(job), progress, interrupts);
    folder.publish("report.pdf", out.filename().string());
    return published;
}
} // namespace

void add_report(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("report", "Make a PDF report of a table");
    auto options = std::make_shared<ReportOptions>();
    add_reading_options(*command, *options);
    command->add_option("--title", options->title, "The title of the report")->required();
    command->add_option("--out", options->out, "The PDF file to write")->required();
    add_letterhead_options(*command, options->letterhead);
    command->callback([options, &status] { status = report(*options); });
}
} // namespace cli
