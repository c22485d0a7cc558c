#pragma once
// Everything the page of one run shows.
#include "engine/read/reader.hpp"
#include "engine/repair/known_error.hpp"
#include "engine/standardize/step_report.hpp"
#include "server/runs/answers.hpp"
#include "server/runs/run.hpp"
#include <boost/describe.hpp>

namespace runs
{
struct Stage {
    engine::StageName stage = engine::StageName::receive;
    StageState state = StageState::waiting;
    std::optional<std::string> started_at, finished_at;
    std::optional<std::int64_t> took_ms, rows_in, rows_out;
    std::vector<std::string> messages;
    double share = 0; // 0 … 1; how far a running stage is comes with the events
};
BOOST_DESCRIBE_STRUCT(Stage, (), (stage, state, started_at, finished_at, took_ms, rows_in, rows_out, messages, share))

struct RunAttempt {
    std::int64_t attempt = 0;
    std::string started_at;
    std::optional<std::string> finished_at;
    std::string worker;
    std::optional<std::string> outcome; // a state of the run, "error", "crash" or "released"
};
BOOST_DESCRIBE_STRUCT(RunAttempt, (), (attempt, started_at, finished_at, worker, outcome))

struct RunFile {
    std::string name; // slip.xlsx, findings.json
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(RunFile, (), (name, bytes))

struct PreviousRun {
    std::int64_t id = 0;
    std::optional<std::int64_t> rows_in, held_back, took_ms;
};
BOOST_DESCRIBE_STRUCT(PreviousRun, (), (id, rows_in, held_back, took_ms))

struct Allowed {
    bool allowed = false;
    std::optional<std::string> reason; // why not, in a sentence
};
BOOST_DESCRIBE_STRUCT(Allowed, (), (allowed, reason))

struct MayDo {
    Allowed cancel, run_again, approve, approve_without_removals, discard, fix;
};
BOOST_DESCRIBE_STRUCT(MayDo, (), (cancel, run_again, approve, approve_without_removals, discard, fix))

struct RunDetail {
    Run run;
    std::vector<Stage> stages; // six, in order
    std::vector<RunAttempt> attempts;
    std::optional<engine::Ledger> ledger;
    std::optional<engine::Verdict> verdict;
    std::vector<engine::MappedColumn> mapping;
    std::vector<engine::Card> cards;
    std::vector<engine::Notice> notices;
    std::vector<engine::Reason> reasons;    // every limit that was passed, or question that is open
    std::vector<engine::StepReport> steps;  // of the file rules, with what each changed
    std::optional<engine::Changes> changes; // against the version in force
    std::int64_t kept = 0;                  // rows of that version that stay, though the file has them no more
    std::optional<reports::ReportRef> in_force;
    std::vector<engine::KnownErrorMatch> known_errors; // what the file looks like
    std::int64_t errors = 0, warnings = 0;             // findings in all
    std::int64_t findings_stored = 0;                  // of them, how many the list of findings shows
    std::optional<engine::Dialect> dialect;
    std::optional<Reading> reading;
    std::optional<RunAnswers> answers;       // that this run was started with
    std::optional<PreviousRun> previous_run; // the last finished one of the same feed, another period or file
    std::vector<RunRef> children;
    std::vector<RunFile> files;
    MayDo may;
};
BOOST_DESCRIBE_STRUCT(RunDetail, (),
                      (run, stages, attempts, ledger, verdict, mapping, cards, notices, reasons, steps, changes, kept,
                       in_force, known_errors, errors, warnings, findings_stored, dialect, reading, answers,
                       previous_run, children, files, may))
} // namespace runs
