#pragma once
// The whole engine in two calls: prepare (read, standardize, validate) and publish (transform, publish).
// The terminal, the dry run and the server's stages call the same two functions.
#include "base/bytes.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/summary/column_summary.hpp"
#include "engine/read/reader.hpp"
#include "engine/reading_doubts.hpp"
#include "engine/repair/applied_repair.hpp"
#include "engine/repair/traces.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/standardize/step_report.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include "engine/table/ledger.hpp"
#include "engine/table/reason.hpp"
#include "engine/validate/comparison.hpp"
#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
enum class StageName { receive, read, standardize, validate, transform, publish };
BOOST_DESCRIBE_ENUM(StageName, receive, read, standardize, validate, transform, publish)

// A person's correction. `column` is the contract's field name; `from` guards against a stale fix; `to` null clears the
// cell. `exclude` takes the whole row out (ignored) with its reason. Line 0: every cell of the column that is `from`.
struct Fix {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    bool exclude = false;
    std::optional<std::string> column, from, to;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(Fix, (), (line, sheet, exclude, column, from, to, reason))

// What a report says about where it comes from. Values derive from the upload and the run, never from the clock.
struct ReportContext {
    std::string school, department, period, language = "en-GB";
    std::string accent{};             // "#4338ca"; empty: the writer's own
    const ByteSource* logo = nullptr; // a PNG or JPEG picture
    std::vector<std::pair<std::string, std::string>> provenance;
};

struct Job {
    std::string file_name;
    const ByteSource* file = nullptr;
    const ByteSource* pages = nullptr; // of a PDF: what batchops-pdf found in it, which is read instead
    std::string contract_text;         // YAML or JSON
    std::string contract_name;         // for messages: "attendance.yaml"
    ReadOptions read;                  // wins over the contract's `read`
    std::vector<Fix> fixes;
    ColumnAnswers columns;                           // a person's answers for this file
    std::map<std::string, ColumnAnswers> remembered; // answers for earlier files of the source, by header signature
    // Whether a person is asked if the table found on a page is the right one, unless its headers are in `remembered`.
    bool ask_layout = false;
    Choices choices;                   // a person's answers to doubts
    std::vector<std::string> approved; // limits a person let through: bad_rows, gone, changed, history
    std::map<std::string, const ByteSource*> references; // feed → its file (foreign keys, transform)
    const ByteSource* previous = nullptr;                // the rows of the last version of the same feed and period
    const ByteSource* history = nullptr; // without a previous one: that of another period; only counts are compared
    bool keep_earlier = false; // rows of `previous` whose key no row that passes has are published beside those of this
    const ByteSource* published = nullptr; // the clean.csv of the version before: what it hid stays hidden
    std::optional<std::string> period;     // the file should be for this one: 2026-W47, 2026-11
    std::optional<std::string> today;      // ISO 8601; doubts alone look at it, never a value
    const ByteSource* earlier = nullptr;   // the last file of the feed, as it was sent
    ReportContext context;
    std::string spill; // a folder for what SQL cannot hold in memory, of this job alone; empty: there is none
};

// Where outputs go, by their fixed names: findings.json, held.json, changes.json (VersionChanges, where there is a
// previous version), slip.xlsx; the rows that passed in clean.csv, or, where clean.csv publishes others, in
// passed.csv; report.pdf, clean.xlsx, clean-excel.csv. Returns null where the caller does not want one. The caller
// throws the rows away when the verdict is not `publish`. An output that is asked for once more begins anew: the file
// was read again.
using OpenOutput = std::function<ByteSink*(std::string_view name)>;

struct StageReport {
    StageName stage = StageName::receive;
    std::int64_t rows_in = 0;
    std::int64_t rows_out = 0;
    std::vector<std::string> messages; // "Mapped “Adm No” to student_id"
};
BOOST_DESCRIBE_STRUCT(StageReport, (), (stage, rows_in, rows_out, messages))

// Told as work goes on. `share` is 0 … 1 of the stage.
struct Watcher {
    std::function<void(StageName)> started = [](StageName) {};
    std::function<void(StageName, double share, std::int64_t rows)> progress = [](StageName, double, std::int64_t) {};
    std::function<void(const StageReport&)> finished = [](const StageReport&) {};
};

// The body of run.json and of `check --json` (which shows a part of it).
struct Prepared {
    Verdict verdict = Verdict::refuse;
    std::vector<Reason> reasons;
    Ledger ledger;
    FileKind kind = FileKind::csv;
    Dialect dialect;
    std::optional<std::string> sheet;
    std::int64_t page = 1; // where the table begins
    std::vector<MappedColumn> mapping;
    std::string signature;          // of the headers
    std::vector<TableOffer> tables; // where the file has several
    std::vector<Doubt> doubts;      // told and asked
    std::vector<StageReport> stages;
    std::vector<StepReport> steps;         // of the contract, in its order; none on refuse
    std::int64_t errors = 0, warnings = 0; // findings in all; findings.json lists the first 50,000
    std::vector<Finding> findings;         // the first `kept_findings`
    std::vector<Card> cards;
    std::vector<Notice> notices;
    std::optional<Changes> changes;
    std::int64_t kept = 0;               // rows of the version before that are published beside those of this file
    std::string rows_file = "clean.csv"; // the output with the rows that passed
    std::vector<ColumnSummary> columns;  // what they hold
    std::vector<AppliedRepair> repairs;  // of format errors, made before this outcome
    Traces traces;                       // what the rows showed; stays in this process
};
BOOST_DESCRIBE_STRUCT(Prepared, (),
                      (verdict, reasons, ledger, kind, dialect, sheet, page, mapping, signature, tables, doubts, stages,
                       steps, errors, warnings, findings, cards, notices, changes, kept, rows_file, columns, repairs))
inline constexpr std::size_t kept_findings = 2000;

// Throws Unreadable, or ContractErrors (contract/contract.hpp). Where the file shows known errors of format, it is read
// again with their remedies, and what they did is said in `repairs`.
Prepared prepare(const Job& job, const OpenOutput& open, const Watcher& watcher);
// The same without remedies: what the file rules alone make of the file.
Prepared prepare_as_sent(const Job& job, const OpenOutput& open, const Watcher& watcher);

// What was published.
struct Published {
    std::vector<StageReport> stages;
    std::vector<OutputColumn> columns;
    std::int64_t rows = 0;
    std::vector<ColumnSummary> summaries; // of the columns that a transform gives; else empty, as those of Prepared are
};
BOOST_DESCRIBE_STRUCT(Published, (), (stages, columns, rows, summaries))

// Transforms the rows that prepare let pass, where the contract says so, and writes the reports it asks for. Call only
// on verdict `publish`. Throws ContractErrors where the transform fails on these rows.
Published publish(const Job& job, const Prepared& prepared, const ByteSource& passed, const OpenOutput& open,
                  const Watcher& watcher);
} // namespace engine
