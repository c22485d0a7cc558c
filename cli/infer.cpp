#include "cli/commands.hpp"
#include "cli/engine_options.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/problem.hpp"
#include "cli/reading_options.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <vector>

namespace cli
{
namespace
{
constexpr std::size_t most_files = 20;

struct InferOptions : ReadingOptions {
    std::vector<std::string> more;
    bool schema = false;
    ChoiceTexts choices;
    std::optional<std::string> today;
};

int infer(const InferOptions& options)
{
    if (options.more.size() >= most_files)
        throw Problem(fmt::format("{} files are more than are needed. Give {} good files at most.",
                                  options.more.size() + 1, most_files));
    Interrupts interrupts;
    auto file = open_input(options.file);
    std::vector<sandbox::Descriptor> more;
    auto answer = scratch_file();
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::infer;
    job.file_name = file_name(options.file);
    job.file = file.number();
    for (const auto& path : options.more) {
        more.push_back(open_input(path));
        job.more_files.push_back({file_name(path), more.back().number()});
    }
    job.read = options.read();
    job.choices = choices_of(options.choices);
    job.today = today_or(options.today);
    job.outputs[options.schema ? "schema.json" : "contract.yaml"] = answer.number();
    {
        Progress progress(!options.quiet);
        run_engine(std::move(job), progress, interrupts);
    }
    copy_to_stdout(answer.number());
    return published;
}
} // namespace

void add_infer(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("infer", "Write first file rules (YAML) from one or several good files");
    auto options = std::make_shared<InferOptions>();
    add_reading_options(*command, *options);
    command->add_option("MORE", options->more, "More good files of the same kind");
    add_choice_options(*command, options->choices);
    command->add_option("--today", options->today, "The day to compare dates with, instead of today");
    command->add_flag("--schema", options->schema, "Print the Table Schema only, as JSON");
    command->callback([options, &status] { status = infer(*options); });
}
} // namespace cli
