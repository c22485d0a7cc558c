#include "base/sha256.hpp"
#include "engine/contract/contract.hpp"
#include "engine/output_columns.hpp"
#include "engine/process.hpp"
#include "engine/read/trusted_csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
std::string hash_of(const ByteSource& file)
{
    Sha256 hash;
    std::string buffer(1 << 18, '\0');
    std::uint64_t at = 0;
    while (auto got = file.read(at, buffer)) {
        hash.add(std::string_view(buffer).substr(0, got));
        at += got;
    }
    return hash.hex();
}

ReportText report_text(const Job& job, const Contract& contract, const Prepared& prepared)
{
    ReportText text;
    const auto& context = job.context;
    const auto& ledger = prepared.ledger;
    text.title = contract.report.title;
    text.school = context.school;
    text.language = context.language;
    text.subtitle = context.department;
    if (!context.period.empty()) text.subtitle += (text.subtitle.empty() ? "" : ", ") + context.period;
    text.totals = contract.report.totals;
    text.group_by = contract.report.group_by;
    text.provenance = context.provenance;
    auto say = [&](std::string name, std::string value) {
        bool said = std::ranges::any_of(text.provenance, [&](const auto& line) { return line.first == name; });
        if (!said) text.provenance.emplace_back(std::move(name), std::move(value));
    };
    say("File", job.file_name);
    say("SHA-256 of the file", hash_of(*job.file));
    if (prepared.sheet) say("Sheet", *prepared.sheet);
    say("Rows",
        fmt::format("{} in the file = {} passed + {} fixed + {} held back + {} repeated + {} ignored", ledger.in,
                    ledger.passed, ledger.fixed, ledger.held_back, ledger.duplicate, ledger.ignored));
    say("File rules", fmt::format("{}, {}", contract.feed, sha256_hex(job.contract_text).substr(0, 12)));
    say("Made with", "BatchOps " BATCHOPS_VERSION);
    if (ledger.held_back > 0)
        text.notes.push_back(fmt::format("{} {} held back until corrected and {} not in this report.", ledger.held_back,
                                         ledger.held_back == 1 ? "row is" : "rows are",
                                         ledger.held_back == 1 ? "is" : "are"));
    if (contract.report.what_changed && prepared.changes) {
        const auto& changes = *prepared.changes;
        text.notes.push_back(fmt::format("Since the last version: {} new, {} changed, {} unchanged, {} gone.",
                                         changes.created, changes.updated, changes.unchanged, changes.gone));
    }
    return text;
}

struct Report {
    std::string_view name;
    std::unique_ptr<TableWriter> writer;
};

std::vector<Report> open_reports(const Contract& contract, const std::function<ReportText()>& text,
                                 const OpenOutput& open)
{
    std::vector<Report> reports;
    auto asked = [&](PublishFormat format) {
        return std::ranges::find(contract.publish.formats, format) != contract.publish.formats.end();
    };
    auto add = [&](std::string_view name, auto make) {
        if (auto* sink = open(name)) reports.push_back({name, make(*sink, output_columns(contract.schema), text())});
    };
    if (asked(PublishFormat::pdf)) add("report.pdf", pdf_writer);
    if (asked(PublishFormat::xlsx)) add("clean.xlsx", xlsx_writer);
    return reports;
}
} // namespace

std::vector<StageReport> publish(const Job& job, const Prepared& prepared, const ByteSource& clean_csv,
                                 const OpenOutput& open, const Watcher& watcher)
{
    auto contract = parse_contract(job.contract_text, job.contract_name);
    auto passed = prepared.ledger.passed + prepared.ledger.fixed;
    std::vector<StageReport> stages;
    auto finish = [&](StageReport stage) {
        watcher.finished(stage);
        stages.push_back(std::move(stage));
    };
    watcher.started(StageName::transform);
    finish({StageName::transform, passed, passed, {}});

    watcher.started(StageName::publish);
    auto reports = open_reports(contract, [&] { return report_text(job, contract, prepared); }, open);
    std::int64_t rows = 0;
    if (!reports.empty()) {
        TrustedCsv clean(clean_csv);
        Chunk chunk;
        std::vector<std::string_view> cells;
        while (clean.next(chunk)) {
            for (std::size_t row = 0; row < chunk.rows(); ++row) {
                cells.clear();
                for (const auto& column : chunk.columns) cells.push_back(column[row]);
                for (auto& report : reports) report.writer->row(cells);
            }
            rows += static_cast<std::int64_t>(chunk.rows());
            watcher.progress(StageName::publish, clean.progress(), rows);
        }
    }
    std::vector<std::string> messages{"Wrote clean.csv"};
    for (auto& report : reports) {
        report.writer->finish();
        messages.push_back(fmt::format("Wrote {}", report.name));
    }
    finish({StageName::publish, passed, passed, std::move(messages)});
    return stages;
}
} // namespace engine
