#include "base/sha256.hpp"
#include "engine/contract/contract.hpp"
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/output_columns.hpp"
#include "engine/publish/parquet/parquet_writer.hpp"
#include "engine/publish/publish.hpp"
#include "engine/publish/transformation.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/summary/count_shield.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <future>

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

// How the columns and rows look; what is left of a column with hidden cells adds up to no total.
void lay_out(ReportText& text, const Contract& contract)
{
    const auto& report = contract.report;
    text.totals = report.totals;
    std::erase_if(text.totals, [&](const auto& name) {
        return std::ranges::find(contract.privacy.counts, name) != contract.privacy.counts.end();
    });
    text.currency = report.currency;
    text.money = report.money;
    text.suppress_below = contract.privacy.suppress_below;
    text.quantities = text.totals;
    auto see = [&](const Measure& measure) {
        if (measure.is_condition() || measure.is_of_rows()) return;
        text.quantities.push_back(measure.what);
        if (!measure.of.empty()) text.quantities.push_back(measure.of);
    };
    std::ranges::for_each(report.figures, see);
    text.lists_rows = false;
    for (const auto& section : report.sections) {
        std::ranges::for_each(section.show, see);
        if (!section.lists_rows) continue;
        text.lists_rows = true;
        text.subtotals = section.subtotals;
        if (auto field = contract.schema.find(section.subtotals))
            text.subtotal_order = contract.schema.fields[*field].constraints.allowed;
    }
}

ReportText report_text(const Job& job, const Contract& contract, const Prepared& prepared)
{
    ReportText text;
    const auto& context = job.context;
    const auto& ledger = prepared.ledger;
    text.title = contract.report.title;
    text.school = context.school;
    text.accent = context.accent;
    if (context.logo) text.logo = read_picture(*context.logo);
    text.language = context.language;
    text.subtitle = context.department;
    if (!context.period.empty()) text.subtitle += (text.subtitle.empty() ? "" : ", ") + context.period;
    lay_out(text, contract);
    if (!contract.privacy.counts.empty())
        text.notes.push_back(fmt::format("Numbers from 1 to {} are not shown, nor those that would give them away.",
                                         *contract.privacy.suppress_below - 1));
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
    if (prepared.kept > 0) say("Kept", fmt::format("{} rows of the version before", prepared.kept));
    say("File rules", fmt::format("{}, {}", contract.feed, sha256_hex(job.contract_text).substr(0, 12)));
    say("Made with", "BatchOps " BATCHOPS_VERSION);
    for (const auto& doubt : prepared.doubts)
        if (doubt.outcome == DoubtOutcome::told) text.provenance.emplace_back("Note", doubt.evidence);
    text.facts.push_back(with_thousands(ledger.in - ledger.ignored) + " in the file");
    if (ledger.held_back == 0) text.facts.push_back("none held back");
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

// The figures of a report, of these rows and of those before them.
class Figures
{
public:
    Figures(const Job& job, const Contract& contract, const Schema& columns) : contract_(contract), columns_(columns)
    {
        // Versions of rows that passed are no versions of what SQL or hidden numbers make of them.
        if (publishes_other_rows(contract))
            before_ = job.published;
        else
            before_ = job.previous ? job.previous : job.history;
        compared_with_ = before_ && before_ == job.history ? "the last period" : "the last version";
        counter_.emplace(contract.report, columns, contract.privacy.counts, contract.privacy.suppress_below);
    }

    const std::shared_ptr<ReportFigures>& result() const { return result_; }
    const std::string& compared_with() const { return compared_with_; }
    void add(std::span<const std::string_view> cells) { counter_->add(cells); }
    void finish()
    {
        *result_ = counter_->finish();
        if (before_) count_before();
    }

private:
    void count_before()
    {
        std::vector<std::string> names;
        for (const auto& field : columns_.fields) names.push_back(field.name);
        auto places = published_columns(*before_, names);
        if (!places) return; // another table: there is nothing to compare
        auto report = contract_.report;
        report.sections.clear();
        FigureCounter counter(report, columns_, contract_.privacy.counts, contract_.privacy.suppress_below);
        TrustedCsv rows(*before_);
        Chunk chunk;
        std::vector<std::string_view> cells(names.size());
        while (rows.next(chunk))
            for (std::size_t row = 0; row < chunk.rows(); ++row) {
                for (std::size_t at = 0; at < cells.size(); ++at) cells[at] = chunk.cell((*places)[at], row);
                counter.add(cells);
            }
        compare(*result_, counter.finish());
    }

    const Contract& contract_;
    const Schema& columns_;
    const ByteSource* before_ = nullptr;
    std::string compared_with_;
    std::optional<FigureCounter> counter_;
    std::shared_ptr<ReportFigures> result_ = std::make_shared<ReportFigures>();
};

// The outputs that get every published row.
class Outputs
{
public:
    Outputs(const Contract& contract, std::vector<OutputColumn> columns, const std::function<ReportText()>& text,
            const OpenOutput& open, const std::string& spill)
    {
        auto asked = [&](PublishFormat format) {
            return std::ranges::find(contract.publish.formats, format) != contract.publish.formats.end();
        };
        auto add = [&](std::string_view name, auto make) {
            if (auto* sink = open(name)) outputs_.push_back({name, make(*sink)});
        };
        if (publishes_other_rows(contract)) add("clean.csv", [&](ByteSink& sink) { return csv_writer(sink, columns); });
        if (asked(PublishFormat::excel_csv))
            add("clean-excel.csv", [&](ByteSink& sink) { return excel_csv_writer(sink, columns); });
        if (asked(PublishFormat::pdf))
            add("report.pdf", [&](ByteSink& sink) { return pdf_writer(sink, columns, text()); });
        if (asked(PublishFormat::parquet))
            add("clean.parquet", [&](ByteSink& sink) { return parquet_writer(sink, columns, spill); });
        if (asked(PublishFormat::xlsx))
            add("clean.xlsx", [&](ByteSink& sink) { return xlsx_writer(sink, columns, text()); });
    }

    bool empty() const { return outputs_.empty(); }
    void row(std::span<const std::string_view> cells)
    {
        for (auto& output : outputs_) output.writer->row(cells);
    }
    // Packing pages, fonts and sheets is most of the work on a small table, so there they are packed at the same time,
    // where threads are to be had; those of a large one in turn, for the sake of memory.
    void finish(std::int64_t rows, std::vector<std::string>& messages)
    {
        auto when = rows <= pdf_row_limit ? std::launch::async | std::launch::deferred : std::launch::deferred;
        std::vector<std::future<void>> ends;
        for (auto& output : outputs_) ends.push_back(std::async(when, [&writer = *output.writer] { writer.finish(); }));
        for (auto& end : ends) end.get();
        for (const auto& output : outputs_)
            if (output.name != "clean.csv") messages.push_back(fmt::format("Wrote {}", output.name));
    }

private:
    struct Output {
        std::string_view name;
        std::unique_ptr<TableWriter> writer;
    };
    std::vector<Output> outputs_;
};

using SeeRow = std::function<void(std::span<const std::string_view>)>;

// Returns how many there are.
std::int64_t copy_rows(const ByteSource& passed, const SeeRow& see, const Watcher& watcher)
{
    std::int64_t rows = 0;
    TrustedCsv clean(passed);
    Chunk chunk;
    std::vector<std::string_view> cells;
    while (clean.next(chunk)) {
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            cells.clear();
            for (const auto& column : chunk.columns) cells.push_back(column[row]);
            see(cells);
        }
        rows += static_cast<std::int64_t>(chunk.rows());
        watcher.progress(StageName::publish, clean.progress(), rows);
    }
    return rows;
}

void expect_rows(std::int64_t expected, std::int64_t got, std::string_view where)
{
    if (expected != got)
        throw std::logic_error(fmt::format("{} rows were to be published and {} came {}", expected, got, where));
}

std::vector<std::string> messages_of(const Transform& transform)
{
    std::string names;
    for (const auto& field : transform.result().fields) names += (names.empty() ? "" : ", ") + field.name;
    return {"Columns: " + names};
}
} // namespace

Published publish(const Job& job, const Prepared& prepared, const ByteSource& passed, const OpenOutput& open,
                  const Watcher& watcher)
{
    Published out;
    auto finish = [&](StageReport stage) {
        watcher.finished(stage);
        out.stages.push_back(std::move(stage));
    };
    watcher.started(StageName::transform);
    auto contract = parse_contract(job.contract_text, job.contract_name);
    auto transform = open_transform(job, contract);
    out.columns = output_columns(transform ? transform->result() : contract.schema);
    const auto& columns = transform ? transform->result() : contract.schema;
    std::optional<Figures> figures; // where a format shows them
    auto text = [&] {
        if (!figures) figures.emplace(job, contract, columns);
        auto about = report_text(job, contract, prepared);
        about.figures = figures->result();
        about.compared_with = figures->compared_with();
        return about;
    };
    Outputs outputs(contract, out.columns, text, open, job.spill);

    auto rows_in = prepared.ledger.passed + prepared.ledger.fixed + prepared.kept;
    out.rows = rows_in;
    bool other_rows = publishes_other_rows(contract);
    auto counters = counters_of(columns);
    std::int64_t published = 0;
    auto publish_row = [&](std::span<const std::string_view> cells) {
        if (other_rows)
            for (std::size_t at = 0; at < cells.size(); ++at) counters[at].add(cells[at]);
        if (figures) figures->add(cells);
        outputs.row(cells);
        ++published;
    };
    std::optional<CountShield> shield;
    if (!contract.privacy.counts.empty()) {
        shield.emplace(out.columns, contract.privacy.counts, *contract.privacy.suppress_below);
        if (job.published) shield->remember(*job.published);
    }
    auto row = [&](std::span<const std::string_view> cells) { shield ? shield->add(cells) : publish_row(cells); };
    if (transform)
        out.rows = transform->run(
            passed, row, [&](double share, std::int64_t rows) { watcher.progress(StageName::transform, share, rows); });
    finish({StageName::transform, rows_in, out.rows, transform ? messages_of(*transform) : std::vector<std::string>()});

    watcher.started(StageName::publish);
    std::vector<std::string> messages{"Wrote clean.csv"};
    bool copies = !transform && (shield || !outputs.empty());
    if (copies) expect_rows(rows_in, copy_rows(passed, row, watcher), "from the rows that passed");
    if (shield)
        if (auto hidden = shield->finish(publish_row); hidden > 0)
            messages.push_back(fmt::format("{} small numbers are not shown", hidden));
    if (copies || transform) expect_rows(out.rows, published, "out");
    if (other_rows) out.summaries = summaries_of(counters, contract.privacy.suppress_below);
    if (figures) figures->finish();
    outputs.finish(out.rows, messages);
    finish({StageName::publish, out.rows, out.rows, std::move(messages)});
    return out;
}
} // namespace engine
