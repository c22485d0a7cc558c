#pragma once
// What check and process have in common: the contract, what it refers to, and the job made of them.
#include "cli/reading_options.hpp"
#include "server/sandbox/child_job.hpp"
#include "server/sandbox/descriptor.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cli
{
// Answers to what the engine asks about fields and known errors: option → ABOUT=ANSWER.
using ChoiceTexts = std::map<std::string, std::vector<std::string>>;

struct EngineOptions {
    ReadingOptions reading;
    std::string contract;
    std::vector<std::string> references; // FEED=FILE
    std::optional<std::string> previous, history, published;
    std::optional<std::string> period, today;
    bool append = false; // to --previous
    ChoiceTexts choices;
    bool timings = false;
};

void add_engine_options(CLI::App& command, EngineOptions& options);

void add_choice_options(CLI::App& command, ChoiceTexts& texts);
engine::Choices choices_of(const ChoiceTexts& texts); // throws Problem
std::string today_or(const std::optional<std::string>& given);

// The files of a run, open, with the job that names them.
struct OpenJob {
    sandbox::ChildJob job;
    sandbox::Descriptor file;
    std::map<std::string, sandbox::Descriptor> references;
    std::optional<sandbox::Descriptor> previous, history, published;
};
OpenJob open_job(const EngineOptions& options, sandbox::EngineStep step); // throws Problem
} // namespace cli
