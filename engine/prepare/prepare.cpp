#include "engine/prepare/prepare.hpp"
#include "base/json.hpp"
#include "engine/doubts/asked_rows.hpp"
#include "engine/doubts/decoding.hpp"
#include "engine/doubts/value_watch.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/prepare/held_rows.hpp"
#include "engine/prepare/judge.hpp"
#include "engine/prepare/preparation.hpp"
#include "engine/prepare/raise.hpp"
#include "engine/prepare/read_ahead.hpp"
#include "engine/prepare/references.hpp"
#include "engine/prepare/write_behind.hpp"
#include "engine/publish/transformation.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/standardize/guessing.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/text/numbers.hpp"
#include "engine/validate/drift.hpp"
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
    Preparation(const Job& job, const OpenOutput& open, const Watcher& watcher, std::vector<AppliedRepair> applied)
        : job_(job), open_(open), watcher_(watcher), contract_(parse_contract(job.contract_text, job.contract_name)),
          findings_file_(nullptr), texts_(contract_.schema)
    {
        apply_choices(contract_, job_.choices);
        out_.repairs = std::move(applied);
    }

    Attempt run()
    {
        receive();
        check_transform();
        watcher_.started(StageName::read);
        auto options = reading_options(job_.read, contract_.read);
        auto file = open_as_chosen(job_.pages ? *job_.pages : *job_.file, job_.file_name, options, job_.choices);
        out_.kind = file.kind;
        out_.dialect = file.dialect;
        std::ranges::move(file.notices, std::back_inserter(out_.notices));
        ask(std::move(file.doubts));
        table_ = choose_table(file, contract_, options, {job_.columns, job_.remembered});
        if (table_.reader) out_.sheet = table_.reader->sheet, out_.page = table_.reader->page;
        out_.mapping = table_.matching.columns;
        out_.signature = header_signature(table_.header);
        out_.tables = std::move(table_.offers);
        add_samples(out_.mapping, table_.first);
        guess_columns(out_.mapping, contract_, table_.first);
        auto& fit = table_.reasons.empty() ? table_.matching.reasons : table_.reasons;
        bool only_asked = fit.empty();
        std::ranges::copy(fit, std::back_inserter(out_.reasons));
        note_unread();
        if (out_.reasons.empty() && asks_layout()) out_.reasons.push_back(layout_question()), only_asked = false;
        note_drift();
        findings_file_ = FindingsFile(open_("findings.json"));
        if (out_.reasons.empty())
            process();
        else
            refuse(only_asked ? Verdict::hold : Verdict::refuse);
        if (!out_.ledger.balances()) throw std::logic_error("the ledger does not balance");
        if (table_.reader) compare_counts();
        auto repairs = treat();
        say_repairs(out_);
        findings_file_.finish(out_);
        report_stages();
        return {std::move(out_), std::move(repairs)};
    }

private:
    void receive()
    {
        watcher_.started(StageName::receive);
        StageReport stage{StageName::receive, 0, 0, {fmt::format("{}, {} bytes", job_.file_name, job_.file->size())}};
        out_.stages.push_back(stage);
        watcher_.finished(stage);
    }

    // Before the file is read: a query that cannot run is an error of the contract, whatever the file.
    void check_transform()
    {
        if (publishes_other_rows(contract_)) out_.rows_file = "passed.csv";
        auto transform = open_transform(job_, contract_);
        if (!transform) return;
        missing_references_ = transform->missing();
        for (const auto& feed : missing_references_)
            out_.notices.push_back(
                {"no_reference", fmt::format("{} was not at hand, so the transform was not checked.", feed)});
    }

    // A page shows no cells: where the lines of a table are is worked out, so a person looks at the first of a layout.
    bool asks_layout() const
    {
        return job_.ask_layout && out_.kind == FileKind::pdf && !job_.remembered.contains(out_.signature);
    }

    Reason layout_question() const
    {
        return {"unconfirmed_table",
                fmt::format("A table was found on page {}. Look at the page and say whether its rows and columns are "
                            "right; files of the same layout are then read without asking.",
                            out_.page),
                true};
    }

    void note_unread()
    {
        if (auto notice = unread_tables(out_.tables, out_.kind)) out_.notices.push_back(std::move(*notice));
        if (!table_.reasons.empty())
            if (auto doubt = sheet_doubt(out_.tables, table_.reasons[0], out_.kind))
                out_.doubts.push_back(std::move(*doubt));
    }

    // What was judged against what the reader took apart: counts that know nothing of each other.
    void compare_counts() const
    {
        auto counted = table_.reader->counted();
        if (counted && static_cast<std::int64_t>(*counted) != out_.ledger.in)
            throw std::logic_error(fmt::format("the file has {} rows and the ledger {}", *counted, out_.ledger.in));
    }

    // Every row is counted, none is published.
    void refuse(Verdict verdict)
    {
        out_.verdict = verdict;
        if (!table_.reader) return;
        std::vector<Finding> ignored;
        do {
            out_.traces.see(table_.first);
            for (auto kind : table_.first.kind) ++(kind == RowKind::data ? out_.ledger.held_back : out_.ledger.ignored);
            out_.ledger.in += static_cast<std::int64_t>(table_.first.rows());
            watcher_.progress(StageName::read, table_.reader->progress(), out_.ledger.in);
        } while (table_.reader->next(table_.first, ignored));
        data_rows_ = out_.ledger.held_back;
    }

    void process()
    {
        is_processed_ = true;
        auto comparison = load_previous(contract_, job_.previous, job_.history, out_.notices);
        if (comparison && job_.keep_earlier) comparison->keep_earlier();
        Standardizer standardizer(contract_, table_.matching, out_.notices);
        References references(job_, contract_.schema, out_.notices);
        RuleSite site{contract_, [&](std::size_t field) { return standardizer.layout().has_values(field); },
                      [&](const ForeignKey& key) { return references.of(key); }};
        Validator validator(site);
        std::ranges::move(columns_apart(out_.mapping, standardizer.layout(), contract_.schema),
                          std::back_inserter(out_.notices));
        Fixes fixes(job_.fixes, contract_.schema, out_.sheet);
        Judge judge(job_.file_name, validator, findings_file_, out_);
        SortedRows rows(open_, out_.rows_file, contract_.schema, table_.matching);
        HeldRowsFile held(open_("held.json"), site, table_.matching, out_.sheet);
        ValueWatch values(contract_, table_.matching, job_);
        ValueChanges changes(contract_, table_.matching, job_);
        LeftOutRows left_out;
        AskedRows asked(contract_, table_.matching, table_.header, job_.choices);
        UnnamedCells unnamed;
        Decoding decoding(contract_.schema);
        WriteBehind behind(rows);
        behind.rows().chunk = std::move(table_.first);
        ReadAhead ahead(*table_.reader);
        do {
            auto& [chunk, batch, judged] = behind.rows();
            values.see_formats(table_.findings);
            data_rows_ += asked.take(chunk, table_.findings);
            left_out.see(chunk);
            out_.traces.see(chunk);
            values.see(chunk);
            standardizer.apply(chunk, batch);
            decoding.apply(batch);
            changes.apply(chunk, batch);
            standardized_rows_ += static_cast<std::int64_t>(batch.live.size());
            auto fixed = fixes.apply(batch, [&](std::uint32_t row, std::size_t field) {
                const auto& column = table_.matching.from[field];
                return column && *column < chunk.columns.size() ? chunk.cell(*column, row) : null_cell;
            });
            judged = judge.judge(batch, std::move(fixed), table_.findings);
            texts_.see(batch, judged.held);
            asked.see(batch);
            unnamed.see(chunk, out_.mapping, judged.held);
            if (comparison) comparison->see(batch, judged.held);
            held.add(chunk, batch, judged);
            count(batch, judged);
            behind.write();
            watcher_.progress(StageName::read, ahead.progress(), out_.ledger.in);
        } while (ahead.next(behind.rows().chunk, table_.findings));
        behind.finish();
        if (comparison) keep_earlier(*comparison, rows);
        rows.finish();
        if (auto expected = out_.ledger.passed + out_.ledger.fixed + out_.kept; rows.written() != expected)
            throw std::logic_error(fmt::format("{} rows passed and {} were written", expected, rows.written()));
        held.finish();
        out_.columns = rows.summaries(contract_.privacy.suppress_below);
        judge.finish();
        std::ranges::copy(fixes.unused(), std::back_inserter(out_.notices));
        std::ranges::copy(standardizer.messages(), std::back_inserter(cleaning_));
        out_.steps = standardizer.reports();
        for (auto& notice : {left_out.notice(), unnamed.notice()})
            if (notice) out_.notices.push_back(*notice);
        note_unlisted(rows);
        conclude(judge, comparison.get());
        out_.traces.encoded_twice = decoding.cells();
        out_.traces.encoded_example = decoding.example();
        ask(decoding.told());
        if (data_rows_ == 0 || out_.verdict == Verdict::refuse) return;
        ask(values.doubts());
        ask(asked.doubts());
    }

    void ask(std::vector<Doubt> doubts)
    {
        for (auto& doubt : doubts) raise(std::move(doubt), job_.choices, out_);
    }

    // Known errors and what else is asked hold the run; those that repair themselves are returned.
    std::vector<KnownErrorMatch> treat()
    {
        if (table_.header.empty() && table_.first.columns.empty()) return {};
        auto treatment = treat_known_errors(job_, out_, texts_.all());
        if (!is_processed_ || data_rows_ == 0 || out_.verdict == Verdict::refuse) return std::move(treatment.repairs);
        ask(std::move(treatment.doubts));
        bool asked = std::ranges::count(out_.doubts, DoubtOutcome::asked, &Doubt::outcome) > 0;
        if (asked) out_.verdict = Verdict::hold;
        return std::move(treatment.repairs);
    }

    // The rows of the version before that stay come behind those of the file.
    void keep_earlier(const Comparison& comparison, SortedRows& rows)
    {
        if (!job_.keep_earlier || !comparison.by_key()) return;
        out_.kept = each_kept_row(contract_.schema, *job_.previous, comparison,
                                  [&](std::span<const std::string_view> cells) { rows.keep(cells); });
        if (out_.kept > 0)
            out_.notices.push_back(
                {"kept_rows", fmt::format("{} {} of the version before that this file does not have "
                                          "{} published beside those of the file.",
                                          out_.kept, out_.kept == 1 ? "row" : "rows", out_.kept == 1 ? "is" : "are")});
    }

    // What the previous version had and this file has no more: of a file that goes on a finding, of one that is
    // refused part of the reason.
    void note_drift()
    {
        const auto* before = job_.previous ? job_.previous : job_.history;
        if (!before || !table_.reader || table_.matching.from.empty()) return;
        std::vector<GoneColumn> columns;
        try {
            columns = gone_columns(contract_, table_.matching, table_.first, *before);
        } catch (const std::runtime_error&) { // load_previous says it
        }
        for (const auto& gone : columns) {
            auto finding = drift_finding(contract_.schema.fields[gone.field], gone);
            if (out_.reasons.empty())
                table_.findings.push_back(std::move(finding));
            else if (gone.renamed)
                out_.reasons[0].message += " " + finding.remedy;
        }
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

    void conclude(const Judge& judge, const Comparison* comparison)
    {
        if (data_rows_ == 0) {
            out_.verdict = Verdict::refuse;
            out_.reasons.push_back(
                {"no_table", "The file has a header and no rows below it. At least one row was expected.", false});
            return;
        }
        Counts counts{out_.ledger, judge.ambiguous_dates(), judge.ambiguous_column(), comparison};
        auto decision = decide(contract_, counts, job_.approved);
        out_.verdict = decision.verdict;
        out_.reasons = std::move(decision.reasons);
        if (out_.verdict == Verdict::refuse) std::ranges::copy(judge.date_orders(), std::back_inserter(out_.doubts));
        if (out_.verdict == Verdict::publish) hold_for_references();
        if (!comparison) return;
        if (job_.keep_earlier && job_.previous && !comparison->by_key()) hold_for_keys();
        if (comparison->by_key()) out_.changes = comparison->changes();
        if (auto* sink = job_.previous ? open_("changes.json") : nullptr)
            sink->write(json::serialize(json::encode(comparison->version_changes(*job_.previous))));
        if (auto year = comparison->new_year())
            out_.notices.push_back({"new_year", fmt::format("A new school year: {} rows moved up by one year and {} of "
                                                            "the oldest year have left. The limits do not count them.",
                                                            year->moved_up, year->left)});
        std::ranges::copy(comparison->value_notices(), std::back_inserter(out_.notices));
    }

    // What is too much to be listed is counted all the same.
    void note_unlisted(const SortedRows& rows)
    {
        if (auto all = out_.errors + out_.warnings; all > FindingsFile::most)
            out_.notices.push_back(
                {"more_findings", fmt::format("The list of problems has the first {} of {}. The counts are of all "
                                              "of them.",
                                              with_thousands(FindingsFile::most), with_thousands(all))});
        if (rows.left_out_of_slip() > 0)
            out_.notices.push_back(
                {"long_slip", fmt::format("The correction sheet has the first {} of {} rows that are held "
                                          "back. The others follow once these are corrected.",
                                          with_thousands(most_slip_rows),
                                          with_thousands(most_slip_rows + rows.left_out_of_slip()))});
    }

    // Without a key nobody can say which rows of the version before are those of the file.
    void hold_for_keys()
    {
        out_.verdict = Verdict::hold;
        out_.reasons.push_back({"no_key",
                                "The rows of this file cannot be added to those of the version before, because that "
                                "version lacks the columns of the primary key. Let the file replace it instead.",
                                false});
    }

    void hold_for_references()
    {
        for (const auto& feed : missing_references_) {
            out_.verdict = Verdict::hold;
            out_.reasons.push_back({"missing_reference",
                                    fmt::format("The transform reads {0}, and there is no data of {0} yet. Publish {0} "
                                                "first, then run this file again.",
                                                feed),
                                    false});
        }
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
        if (!is_processed_) standardized_rows_ = data_rows_;
        finish(
            {StageName::read, ledger.in, data_rows_, {fmt::format("{} rows, {} of them data", ledger.in, data_rows_)}});
        finish({StageName::standardize, data_rows_, standardized_rows_, std::move(mapped)});
        finish({StageName::validate,
                standardized_rows_,
                passed,
                {fmt::format("{} must be fixed, {} to look at", out_.errors, out_.warnings),
                 fmt::format("{} of {} rows passed, {} held back", passed, standardized_rows_, ledger.held_back)}});
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
    TextTraces texts_;
    bool is_processed_ = false;          // more than counted
    std::int64_t data_rows_ = 0;         // as read
    std::int64_t standardized_rows_ = 0; // after the steps
    std::vector<std::string> cleaning_;
    std::vector<std::string> missing_references_; // that the transform reads
};
} // namespace

Attempt attempt(const Job& job, const OpenOutput& open, const Watcher& watcher, std::vector<AppliedRepair> applied)
{
    return Preparation(job, open, watcher, std::move(applied)).run();
}
} // namespace engine
