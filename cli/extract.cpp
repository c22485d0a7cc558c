#include "cli/commands.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/problem.hpp"
#include "cli/reading_options.hpp"
#include "server/sandbox/page_pictures.hpp"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <memory>

namespace cli
{
namespace
{
namespace fs = std::filesystem;
constexpr int picture_dots = 110; // per inch: small print can be read, and a page is some 150 kB

struct ExtractOptions : ReadingOptions {
    bool csv = false;
    std::optional<std::string> picture;
};

// page-1.png and so on, with the cells that were found.
void draw_pages(const std::string& folder, const sandbox::PdfCall& call)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) throw Problem(fmt::format("The folder “{}” cannot be made: {}.", folder, failed.message()));
    auto outcome = sandbox::page_pictures(call, [&](int page, std::string_view png) {
        auto path = fs::path(folder) / fmt::format("page-{}.png", page);
        std::ofstream file(path, std::ios::binary);
        file.write(png.data(), static_cast<std::streamsize>(png.size()));
        if (!file.flush()) throw Problem(fmt::format("“{}” cannot be written. Is the disk full?", path.string()));
    });
    if (outcome.unreadable) throw Problem(outcome.unreadable->message);
    if (!outcome.answered()) throw Problem(outcome.message);
}

int extract(const ExtractOptions& options)
{
    Interrupts interrupts;
    auto file = open_input(options.file);
    if (options.picture && !sandbox::is_pdf(file.number()))
        throw Problem(fmt::format("Page pictures are drawn for PDF files only, and “{}” is none. Leave out --picture.",
                                  file_name(options.file)));
    auto tables = scratch_file(), places = scratch_file();
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::extract;
    job.file_name = file_name(options.file);
    job.file = file.number();
    job.read = options.read();
    job.as_csv = options.csv;
    job.outputs["tables"] = tables.number();
    if (options.picture) job.outputs["places"] = places.number();
    {
        Progress progress(!options.quiet);
        run_engine(job, progress, interrupts);
    }
    if (options.picture)
        draw_pages(*options.picture, {.file_name = job.file_name,
                                      .file = file.number(),
                                      .read = job.read,
                                      .dots_per_inch = picture_dots,
                                      .rectangles = places.number(),
                                      .limits = job.limits,
                                      .stop = interrupts.token()});
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
