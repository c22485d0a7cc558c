#include "base/sha256.hpp"
#include "cli/commands.hpp"
#include "cli/engine_options.hpp"
#include "cli/engine_run.hpp"
#include "cli/files.hpp"
#include "cli/findings_text.hpp"
#include "cli/hash_ahead.hpp"
#include "cli/letterhead.hpp"
#include "cli/output_folder.hpp"
#include "cli/run_record.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

namespace cli
{
namespace
{
struct ProcessOptions : EngineOptions {
    std::string out;
    Letterhead letterhead;
};

// What the engine may write; the contract says which of the reports it does.
constexpr const char* engine_outputs[] = {"clean.csv",  "passed.csv", "findings.json", "slip.xlsx",
                                          "report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"};
constexpr const char* record_name = "run.json";

bool is_wanted(const std::string& name, engine::Verdict verdict, const OutputFolder& folder)
{
    bool for_any_verdict = name == "findings.json" || name == "slip.xlsx";
    return (for_any_verdict || verdict == engine::Verdict::publish) && !folder.is_empty(name);
}

RunRecord record_of(const ProcessOptions& options, const OpenJob& open, std::string file_hash)
{
    RunRecord record{.batchops = BATCHOPS_VERSION,
                     .file = {open.job.file_name, std::move(file_hash)},
                     .contract = {open.job.contract_name, sha256_hex(open.job.contract_text)},
                     .references = {},
                     .previous = {},
                     .outputs = {}};
    for (const auto& reference : options.references) {
        auto equals = reference.find('=');
        auto feed = reference.substr(0, equals);
        record.references[feed] = {file_name(reference.substr(equals + 1)),
                                   sha256_of(open.references.at(feed).number())};
    }
    if (open.previous) record.previous = {file_name(*options.previous), sha256_of(open.previous->number())};
    return record;
}

int process(const ProcessOptions& options)
{
    Interrupts interrupts;
    auto open = open_job(options, sandbox::EngineStep::process);
    auto logo = set_letterhead(options.letterhead, open.job.context);
    OutputFolder folder(options.out);
    std::vector<int> hashed{open.file.number()};
    for (const char* name : engine_outputs) hashed.push_back(open.job.outputs[name] = folder.open(name));
    HashAhead ahead(hashed);
    sandbox::Outcome outcome;
    {
        Progress progress(!options.reading.quiet);
        outcome = run_engine(open.job, progress, interrupts);
        if (options.timings) print_timings(progress, outcome);
    }
    auto& prepared = outcome.prepared.value();
    if (outcome.published) {
        std::ranges::copy(outcome.published->stages, std::back_inserter(prepared.stages));
        if (!outcome.published->summaries.empty()) prepared.columns = std::move(outcome.published->summaries);
    }

    auto hashes = ahead.finish();
    // Of a file that was read again, the outputs began anew.
    if (!prepared.repairs.empty()) hashes = HashAhead(hashed).finish();
    auto hash = hashes.begin();
    auto record = record_of(options, open, std::move(*hash));
    std::set<std::string> written;
    for (const std::string name : engine_outputs) {
        ++hash;
        if (!is_wanted(name, prepared.verdict, folder)) continue;
        record.outputs[name] = std::move(*hash);
        written.insert(name);
    }
    folder.write(record_name, run_record(record, prepared));
    // The record goes first and comes last: where it lies, the other outputs are the ones that it names.
    folder.remove(record_name);
    // Those of an earlier run are taken away, not replaced: what replaces a file some file systems write out at once.
    for (const std::string name : engine_outputs) {
        folder.remove(name);
        if (written.contains(name)) folder.publish(name, name);
    }
    folder.publish(record_name, record_name);
    if (!options.reading.quiet) std::cout << summary_text(open.job.file_name, prepared, true);
    return prepared.verdict == engine::Verdict::publish ? published : held;
}
} // namespace

void add_process(CLI::App& app, int& status)
{
    auto* command =
        app.add_subcommand("process", "The whole way: clean data, report, findings, and the rows to correct");
    auto options = std::make_shared<ProcessOptions>();
    add_engine_options(*command, *options);
    command->add_option("--out", options->out, "The folder to write to")->required();
    add_letterhead_options(*command, options->letterhead);
    command->callback([options, &status] { status = process(*options); });
}
} // namespace cli
