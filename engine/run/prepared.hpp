#pragma once
// What is known of a file once it was read, standardized and validated.
#include "engine/read/reader.hpp"
#include "engine/run/applied_repair.hpp"
#include "engine/run/table_offer.hpp"
#include "engine/run/traces.hpp"
#include "engine/run/watcher.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/standardize/step_report.hpp"
#include "engine/summary/column_summary.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include "engine/table/ledger.hpp"
#include "engine/table/reason.hpp"
#include "engine/validate/comparison.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
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
} // namespace engine
