#pragma once
// What other file rules would make of a file that was sent: the same engine twice, and what differs.
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"

namespace engine
{
struct TrialSide {
    Verdict verdict = Verdict::refuse;
    std::vector<Reason> reasons;
    Ledger ledger;
    std::int64_t errors = 0, warnings = 0;
    std::vector<StepReport> steps;
};
BOOST_DESCRIBE_STRUCT(TrialSide, (), (verdict, reasons, ledger, errors, warnings, steps))

// How often one rule of one column found something, before and after.
struct TrialCause {
    std::string rule;
    Severity severity = Severity::error;
    std::optional<std::string> column;
    std::string title;
    std::int64_t before = 0, after = 0;
};
BOOST_DESCRIBE_STRUCT(TrialCause, (), (rule, severity, column, title, before, after))

// A cell after the cleaning steps, as the one and the other rules make it.
struct ChangedCell {
    std::int64_t line = 0;
    std::string column;
    std::optional<std::string> before, after;
};
BOOST_DESCRIBE_STRUCT(ChangedCell, (), (line, column, before, after))

struct Trial {
    std::optional<TrialSide> before; // none where there are no rules before
    TrialSide after;
    std::vector<TrialCause> causes;      // those whose counts differ
    std::vector<Finding> appeared, gone; // a few of each
    std::int64_t changed_cells = 0;
    std::vector<ChangedCell> cells;    // the first ones
    std::vector<MappedColumn> mapping; // by the rules after
    std::vector<Card> cards;           // what they find
    std::vector<Notice> notices;
};
BOOST_DESCRIBE_STRUCT(Trial, (), (before, after, causes, appeared, gone, changed_cells, cells, mapping, cards, notices))
inline constexpr std::size_t most_trial_findings = 5;
inline constexpr std::size_t most_changed_cells = 20;

// The job's contract is the one after; `before` is the text of the other, if there is one. Throws as prepare does.
Trial try_rules(const Job& job, const std::optional<std::string>& before);
} // namespace engine
