#include "cli/engine_options.hpp"
#include "base/clock.hpp"
#include "cli/files.hpp"
#include "cli/problem.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace cli
{
namespace
{
constexpr std::size_t contract_bytes = 4 << 20;

// Answers to what the engine asks about fields and known errors; about the file there are the options of reading.
struct ChoiceOption {
    const char *what, *form, *help;
};
constexpr ChoiceOption choice_options[] = {
    {"order", "FIELD=dmy", "how the dates of a field are written: dmy, mdy or ymd"},
    {"century", "FIELD=1927", "the first of the hundred years that years with two digits are in"},
    {"dates", "FIELD=swap", "what becomes of dates that contradict others"},
    {"type", "FIELD=string", "whether a column has numbers or codes"},
    {"numbers", "FIELD=comma", "which mark stands before the decimals of a field: comma or point"},
    {"scale", "FIELD=percent",
     "whether numbers are of the usual size: percent (of parts of one), times_100, divide_100, times_1000, "
     "divide_1000, "
     "divide_whole_100 or keep"},
    {"rows", "prepared=skip",
     "what becomes of rows that may be no records: prepared or struck (skip or keep), merged (each or first), formulas "
     "(keep)"},
    {"repair", "ERROR=repair", "repair a known error, or publish in spite of it: repair or keep"},
};
} // namespace

void add_choice_options(CLI::App& command, ChoiceTexts& texts)
{
    for (const auto& [what, form, help] : choice_options)
        command.add_option(std::string("--") + what, texts[what], std::string(form) + ": " + help)
            ->expected(1)
            ->take_all();
}

engine::Choices choices_of(const ChoiceTexts& texts)
{
    engine::Choices choices;
    for (const auto& [what, answers] : texts)
        for (const auto& answer : answers) {
            auto equals = answer.rfind('=');
            if (equals == 0 || equals == answer.npos)
                throw Problem(fmt::format("--{0} {1} names nothing. Write --{0} FIELD=ANSWER.", what, answer));
            choices[what + ":" + answer.substr(0, equals)] = answer.substr(equals + 1);
        }
    return choices;
}

std::string today_or(const std::optional<std::string>& given)
{
    return given ? *given : utc_text(Clock().now()).substr(0, 10);
}

void add_engine_options(CLI::App& command, EngineOptions& options)
{
    add_reading_options(command, options.reading);
    command.add_option("--contract", options.contract, "The file rules (YAML or JSON)")->required();
    command
        .add_option("--reference", options.references,
                    "FEED=FILE: the published data of a feed that the rules refer to")
        ->expected(1)
        ->take_all();
    command.add_option("--previous", options.previous,
                       "The rows published before, to compare with: clean.csv, or passed.csv where there is one");
    command.add_option("--history", options.history,
                       "The rows published for the last period, to compare numbers of rows and empty cells with");
    command.add_option("--published", options.published,
                       "The clean.csv published before: small counts that it hid stay hidden");
    command.add_option("--period", options.period, "What the file is for, such as 2026-W48 or 2026-11");
    command.add_option("--today", options.today, "The day to compare dates with, such as 2026-11-30, instead of today");
    command.add_flag("--append", options.append,
                     "Keep the rows of --previous that the file does not have, as for a second file of a period");
    add_choice_options(command, options.choices);
    command.add_flag("--timings", options.timings, "Say on stderr how long each stage took");
}

OpenJob open_job(const EngineOptions& options, sandbox::EngineStep step)
{
    OpenJob open;
    open.file = open_input(options.reading.file);
    auto& job = open.job;
    job.step = step;
    job.file_name = file_name(options.reading.file);
    job.file = open.file.number();
    job.contract_text = read_text(options.contract, contract_bytes);
    job.contract_name = file_name(options.contract);
    job.read = options.reading.read();
    job.choices = choices_of(options.choices);
    job.period = options.period;
    job.today = today_or(options.today);
    for (const auto& reference : options.references) {
        auto equals = reference.find('=');
        if (equals == 0 || equals == reference.npos)
            throw Problem(fmt::format("--reference {} names no feed. Write --reference FEED=FILE, for example "
                                      "--reference admissions-roster=clean.csv.",
                                      reference));
        auto feed = reference.substr(0, equals);
        auto [added, is_new] = open.references.emplace(feed, open_input(reference.substr(equals + 1)));
        if (!is_new) throw Problem(fmt::format("--reference names the feed {} twice. Leave one of them out.", feed));
        job.references[feed] = added->second.number();
    }
    if (options.previous) {
        open.previous = open_input(*options.previous);
        job.previous = open.previous->number();
    }
    if (options.published) {
        open.published = open_input(*options.published);
        job.published = open.published->number();
    }
    if (options.append && !options.previous)
        throw Problem("--append adds the file to nothing. Name the rows published before with --previous.");
    job.keep_earlier = options.append;
    if (options.history) {
        open.history = open_input(*options.history);
        job.history = open.history->number();
    }
    return open;
}
} // namespace cli
