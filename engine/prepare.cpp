#include "engine/choose_table.hpp"
#include "engine/findings_file.hpp"
#include "engine/fixes.hpp"
#include "engine/references.hpp"
#include "engine/sorted_rows.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/validate/cards.hpp"
#include "engine/validate/validator.hpp"
#include "engine/validate/verdict.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace engine
{
namespace
{
// One file on its way from bytes to passed and held rows. Chunks stream through all stages, so the stages start
// together and end together.
class Preparation
{
public:
    Preparation(const Job& job, const OpenOutput& open, const Watcher& watcher)
        : job_(job), open_(open), watcher_(watcher), contract_(parse_contract(job.contract_text, job.contract_name)),
          findings_file_(nullptr)
    {
    }

    Prepared run()
    {
        receive();
        watcher_.started(StageName::read);
        auto options = reading_options(job_.read, contract_.read);
        auto file = open_file(*job_.file, job_.file_name, options);
        out_.kind = file.kind;
        out_.dialect = file.dialect;
        out_.notices = std::move(file.notices);
        table_ = choose_table(file, contract_, options, job_.columns);
        if (table_.reader) out_.sheet = table_.reader->sheet;
        out_.mapping = table_.matching.columns;
        out_.reasons = table_.reasons;
        if (out_.reasons.empty()) out_.reasons = table_.matching.reasons;
        findings_file_ = FindingsFile(open_("findings.json"));
        if (out_.reasons.empty())
            process();
        else
            refuse();
        out_.cards = cards_.sorted();
        if (!out_.ledger.balances()) throw std::logic_error("the ledger does not balance");
        findings_file_.finish(out_);
        report_stages();
        return std::move(out_);
    }

private:
    void receive()
    {
        watcher_.started(StageName::receive);
        StageReport stage{StageName::receive, 0, 0, {fmt::format("{}, {} bytes", job_.file_name, job_.file->size())}};
        out_.stages.push_back(stage);
        watcher_.finished(stage);
    }

    // Every row is counted, none is published.
    void refuse()
    {
        out_.verdict = Verdict::refuse;
        if (!table_.reader) return;
        std::vector<Finding> ignored;
        do {
            for (auto kind : table_.first.kind) ++(kind == RowKind::data ? out_.ledger.held_back : out_.ledger.ignored);
            out_.ledger.in += static_cast<std::int64_t>(table_.first.rows());
            watcher_.progress(StageName::read, table_.reader->progress(), out_.ledger.in);
        } while (table_.reader->next(table_.first, ignored));
        data_rows_ = out_.ledger.held_back;
    }

    void process()
    {
        note_columns();
        auto comparison = load_previous(contract_, job_.previous, out_.notices);
        Standardizer standardizer(contract_, table_.matching, out_.notices);
        std::vector<std::unique_ptr<KeySet>> references;
        Validator validator({contract_, [&](std::size_t field) { return standardizer.layout().has_values(field); },
                             [&](const ForeignKey& key) { return reference(key, references); }});
        note_checks(standardizer.layout());
        Fixes fixes(job_.fixes, contract_.schema, out_.sheet);
        SortedRows rows(open_, contract_.schema, table_.matching);
        Batch batch;
        auto& chunk = table_.first;
        do {
            mark_repeated_headers(chunk, table_.header);
            data_rows_ += std::ranges::count(chunk.kind, RowKind::data);
            standardizer.apply(chunk, batch);
            standardized_rows_ += static_cast<std::int64_t>(batch.live.size());
            auto fixed = fixes.apply(batch, [&](std::uint32_t row, std::size_t field) {
                const auto& column = table_.matching.from[field];
                return column ? chunk.cell(*column, row) : null_cell;
            });
            auto judged = judge(batch, validator, std::move(fixed));
            if (comparison) comparison->see(batch, judged.held);
            rows.add(chunk, batch, judged);
            count(batch, judged);
            watcher_.progress(StageName::read, table_.reader->progress(), out_.ledger.in);
            table_.findings.clear();
        } while (table_.reader->next(chunk, table_.findings));
        rows.finish();
        std::ranges::copy(fixes.unused(), std::back_inserter(out_.notices));
        std::ranges::copy(standardizer.messages(), std::back_inserter(cleaning_));
        conclude(comparison.get());
    }

    void note_columns()
    {
        std::string ignored;
        for (const auto& column : out_.mapping)
            if (!column.field && !column.source.empty())
                ignored += (ignored.empty() ? "“" : ", “") + column.source + "”";
        if (!ignored.empty())
            out_.notices.push_back(
                {"ignored_columns", fmt::format("Columns that the file rules do not name are left out: {}.", ignored)});
    }

    // Fields that nothing fills, and checks that cannot be made without them.
    void note_checks(const BatchLayout& layout)
    {
        std::string missing;
        for (std::size_t i = 0; i < contract_.schema.fields.size(); ++i)
            if (!layout.has_values(i)) missing += (missing.empty() ? "" : ", ") + contract_.schema.fields[i].title;
        if (!missing.empty())
            out_.notices.push_back(
                {"missing_columns",
                 fmt::format("The file has no {}; it stays empty, and checks of it are left out.", missing)});
    }

    const KeySet* reference(const ForeignKey& key, std::vector<std::unique_ptr<KeySet>>& loaded)
    {
        auto found = job_.references.find(key.resource);
        if (found == job_.references.end() || !found->second) {
            out_.notices.push_back({"no_reference", fmt::format("{} was not at hand, so {} was not checked against it.",
                                                                key.resource, key.fields.back())});
            return nullptr;
        }
        auto keys = load_reference(key, *found->second, out_.notices);
        if (!keys) return nullptr;
        loaded.push_back(std::move(keys));
        return loaded.back().get();
    }

    // Runs the rules and puts their problems, the reader's findings and stale corrections into words, row by row.
    SortedRows::Judged judge(Batch& batch, Validator& validator, Fixes::Applied applied)
    {
        SortedRows::Judged out;
        out.held.assign(batch.rows(), 0);
        out.fixed = std::move(applied.fixed);
        const auto& problems = validator.check(batch);
        auto rest = std::move(applied.stale);
        for (auto& finding : table_.findings) rest.emplace_back(row_of(batch, finding), std::move(finding));
        std::ranges::stable_sort(rest, {}, [](const auto& one) { return one.first; });

        auto next = rest.begin();
        auto others_before = [&](std::uint32_t row) {
            for (; next != rest.end() && next->first < row; ++next) {
                // Whoever corrected a cell of a row has seen its form.
                if (next->first < batch.rows() && out.fixed[next->first]) next->second.severity = Severity::warning;
                auto title = next->second.rule == "stale_fix" ? "Corrections that no longer fit"
                                                              : "Rows that do not have the table's form";
                note(batch, next->first, std::move(next->second), "", [&] { return title; }, out);
            }
        };
        for (const auto& problem : problems) {
            others_before(problem.row + 1);
            const auto& table = validator.checked();
            auto cause = problem.rule->cause(problem, table);
            auto finding = worded(problem, table);
            if (finding.rule == "ambiguous_date") note_ambiguous(finding, problem.row);
            note(batch, problem.row, std::move(finding), cause, [&] { return problem.rule->title(cause); }, out);
        }
        others_before(static_cast<std::uint32_t>(-1));
        return out;
    }

    Finding worded(const Problem& problem, const Checked& table) const
    {
        auto words = problem.rule->explain(problem, table);
        Finding finding;
        finding.rule = problem.rule->name(problem);
        finding.severity = problem.rule->severity();
        finding.line = static_cast<std::int64_t>(table.batch->line[problem.row]);
        finding.message = std::move(words.message);
        finding.expected = std::move(words.expected);
        finding.remedy = std::move(words.remedy);
        if (auto column = problem.rule->column()) {
            finding.column = table.columns[*column].field->name;
            if (auto cell = table.cell(*column, problem.row); !is_null(cell)) finding.value = std::string(cell);
        }
        return finding;
    }

    // Findings of a file or of no row in particular come last.
    static std::uint32_t row_of(const Batch& batch, const Finding& finding)
    {
        auto last = static_cast<std::uint32_t>(batch.rows());
        if (!finding.line) return last;
        auto found = std::ranges::lower_bound(batch.line, static_cast<std::uint64_t>(*finding.line));
        bool here = found != batch.line.end() && *found == static_cast<std::uint64_t>(*finding.line);
        return here ? static_cast<std::uint32_t>(found - batch.line.begin()) : last;
    }

    template <class Title>
    void note(const Batch& batch, std::uint32_t row, Finding finding, std::string_view cause, Title title,
              SortedRows::Judged& out)
    {
        if (finding.file.empty()) finding.file = job_.file_name;
        if (!finding.sheet) finding.sheet = out_.sheet;
        bool error = finding.severity == Severity::error;
        ++(error ? out_.errors : out_.warnings);
        cards_.add(finding, cause, title);
        findings_file_.add(finding);
        if (out_.findings.size() < kept_findings) out_.findings.push_back(finding);
        if (row >= batch.rows() || batch.kind[row] != RowKind::data) return;
        if (error) out.held[row] = 1;
        out.findings.emplace_back(row, std::move(finding));
    }

    void note_ambiguous(const Finding& finding, std::uint32_t row)
    {
        if (counts_.ambiguous_column.empty()) counts_.ambiguous_column = *finding.column;
        if (last_ambiguous_ == std::pair(out_.ledger.in, row)) return;
        last_ambiguous_ = {out_.ledger.in, row};
        ++counts_.ambiguous_dates;
    }

    void count(const Batch& batch, const SortedRows::Judged& judged)
    {
        auto& ledger = out_.ledger;
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            if (batch.kind[row] == RowKind::duplicate)
                ++ledger.duplicate;
            else if (batch.kind[row] != RowKind::data)
                ++ledger.ignored;
            else if (judged.held[row])
                ++ledger.held_back;
            else if (judged.fixed[row])
                ++ledger.fixed;
            else
                ++ledger.passed;
        }
        ledger.in += static_cast<std::int64_t>(batch.rows());
    }

    void conclude(const Comparison* comparison)
    {
        if (data_rows_ == 0) {
            out_.verdict = Verdict::refuse;
            out_.reasons.push_back(
                {"no_table", "The file has a header and no rows below it. At least one row was expected.", false});
            return;
        }
        counts_.ledger = out_.ledger;
        counts_.comparison = comparison;
        auto decision = decide(contract_, counts_, job_.approved);
        out_.verdict = decision.verdict;
        out_.reasons = std::move(decision.reasons);
        if (comparison && comparison->by_key()) out_.changes = comparison->changes();
    }

    void report_stages()
    {
        const auto& ledger = out_.ledger;
        std::vector<std::string> mapped;
        for (const auto& column : out_.mapping)
            if (column.field && column.how != "exact")
                mapped.push_back(fmt::format("Mapped “{}” to {}", column.source, *column.field));
        mapped.insert(mapped.end(), cleaning_.begin(), cleaning_.end());
        auto passed = ledger.passed + ledger.fixed;
        if (out_.verdict == Verdict::refuse && out_.reasons[0].code != "ambiguous_dates")
            standardized_rows_ = data_rows_;
        finish(
            {StageName::read, ledger.in, data_rows_, {fmt::format("{} rows, {} of them data", ledger.in, data_rows_)}});
        finish({StageName::standardize, data_rows_, standardized_rows_, std::move(mapped)});
        finish({StageName::validate,
                standardized_rows_,
                passed,
                {fmt::format("{} must be fixed, {} to look at; {} rows passed, {} held back", out_.errors,
                             out_.warnings, passed, ledger.held_back)}});
    }

    void finish(StageReport stage)
    {
        if (stage.stage != StageName::read) watcher_.started(stage.stage);
        watcher_.finished(stage);
        out_.stages.push_back(std::move(stage));
    }

    const Job& job_;
    const OpenOutput& open_;
    const Watcher& watcher_;
    Contract contract_;
    Prepared out_;
    ChosenTable table_;
    FindingsFile findings_file_;
    Cards cards_;
    Counts counts_;
    std::pair<std::int64_t, std::uint32_t> last_ambiguous_{-1, 0};
    std::int64_t data_rows_ = 0;         // as read
    std::int64_t standardized_rows_ = 0; // after the steps
    std::vector<std::string> cleaning_;
};
} // namespace

Prepared prepare(const Job& job, const OpenOutput& open, const Watcher& watcher)
{
    return Preparation(job, open, watcher).run();
}
} // namespace engine
