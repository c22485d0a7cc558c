#include "base/bytes.hpp"
#include "base/json.hpp"
#include "cli/commands.hpp"
#include "cli/engine_options.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/findings_text.hpp"
#include <CLI/CLI.hpp>
#include <iostream>
#include <limits>
#include <memory>

namespace cli
{
namespace
{
struct CheckOptions : EngineOptions {
    bool json = false;
};

// Of very many findings the answer has the first ones only; the file that the engine wrote has them all.
bool is_partial(const engine::Prepared& prepared)
{
    return static_cast<std::int64_t>(prepared.findings.size()) < prepared.errors + prepared.warnings;
}

json::value whole(int findings)
{
    return json::parse(read_all(FileSource(findings), std::numeric_limits<std::uint64_t>::max()));
}

// In this answer the reasons of a verdict are notices; a file that is held for what is gone has no findings.
json::value with_reasons(json::value body, const std::vector<engine::Reason>& reasons)
{
    auto& object = body.as_object();
    object.erase("reasons");
    auto& notices = object["notices"].as_array();
    for (const auto& reason : reasons) notices.push_back(json::encode(engine::Notice{reason.code, reason.message}));
    return body;
}

int check(const CheckOptions& options)
{
    Interrupts interrupts;
    auto open = open_job(options, sandbox::EngineStep::prepare);
    auto findings = scratch_file();
    if (options.json) open.job.outputs["findings.json"] = findings.number();
    sandbox::Outcome outcome;
    {
        Progress progress(!options.reading.quiet);
        outcome = run_engine(open.job, progress, interrupts);
        if (options.timings) print_timings(progress, outcome);
    }
    const auto& prepared = outcome.prepared.value();
    if (options.json && is_partial(prepared))
        std::cout << with_reasons(whole(findings.number()), prepared.reasons) << '\n';
    else if (options.json)
        std::cout << with_reasons(json::object{{"verdict", json::encode(prepared.verdict)},
                                               {"ledger", json::encode(prepared.ledger)},
                                               {"findings", json::encode(prepared.findings)},
                                               {"cards", json::encode(prepared.cards)},
                                               {"notices", json::encode(prepared.notices)},
                                               {"doubts", json::encode(prepared.doubts)}},
                                  prepared.reasons)
                  << '\n';
    else {
        std::cout << findings_text(prepared);
        if (!options.reading.quiet) std::cout << summary_text(open.job.file_name, prepared, false);
    }
    return prepared.verdict == engine::Verdict::publish ? published : held;
}
} // namespace

void add_check(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("check", "Check a file against its rules and list what is wrong");
    auto options = std::make_shared<CheckOptions>();
    add_engine_options(*command, *options);
    command->add_flag("--json", options->json, "Print JSON");
    command->callback([options, &status] { status = check(*options); });
}
} // namespace cli
