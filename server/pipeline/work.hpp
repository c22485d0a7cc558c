#pragma once
// One claimed run while it is worked on: what its stages hand from one to the next.
#include "engine/contract/contract.hpp"
#include "engine/run/published.hpp"
#include "server/departments/school_store.hpp"
#include "server/pipeline/context.hpp"
#include "server/pipeline/watch.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/answers.hpp"
#include "server/runs/finding_store.hpp"
#include "server/runs/progress_store.hpp"
#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace pipeline
{
// How a stage ends, unless by an exception (then the run is tried again later).
struct Advance {
};
struct Hold {
    engine::Reason reason;
};
struct Fail {
    engine::Reason reason;
};
using Outcome = std::variant<Advance, Hold, Fail>;

// The fence no longer holds: another worker has the run, and nothing of this one counts.
struct FenceLost : std::exception {
    const char* what() const noexcept override { return "the lease of the run is lost"; }
};
// The child was stopped; Watch::why says what for.
struct Interrupted : std::exception {
    const char* what() const noexcept override { return "the work was stopped"; }
};

// The engine's child died over the file: no proof against it the first time.
struct ChildDied : std::runtime_error {
    ChildDied(runs::Fault fault, engine::Reason reason)
        : std::runtime_error(reason.message), fault(fault), reason(std::move(reason))
    {
    }
    runs::Fault fault;
    engine::Reason reason;
};

struct Work {
    Context& context;
    runs::Claim claim;
    Watch* watch = nullptr;          // none in a dry run
    std::filesystem::path scratch{}; // a folder of this attempt alone, removed at its end

    engine::Contract contract{};
    departments::School school{};
    std::vector<engine::Fix> fixes{};
    runs::Answers answers{};
    feeds::SourceMemory memory{};                                        // of answers for earlier files
    std::optional<std::string> password{};                               // of a locked file; in memory only
    std::map<std::string, std::string> references{};                     // feed → hash of its clean.csv
    std::map<std::string, std::vector<std::string>> reference_columns{}; // feed → what of it may be read; absent: all
    std::optional<engine::Reason> not_granted{};                         // what the rules want to read and may not
    std::optional<std::string> previous{};         // hash of the rows that this file is compared with
    std::optional<std::string> history{};          // without those: of the last period's
    std::optional<std::string> earlier{};          // hash of the file that was sent before
    std::optional<reports::OtherFile> second_to{}; // the version that another file of the same period has made
    std::optional<std::string> published_before{}; // hash of the clean.csv of the version in force
    bool keep_earlier = false;                     // rows of `previous` that the file does not have stay
    engine::Prepared prepared{};
    std::vector<engine::KnownErrorMatch> known_errors{};
    engine::Published published{};
    std::vector<runs::StoredFile> files{}; // clean.csv, passed.csv, findings.json, changes.json, slip.xlsx
    std::vector<reports::ReportFile> report_files{};

    // A transaction whose last word is the fence: `write(db)` says whether it held, and all is undone where it did not.
    template <class Write> void commit(Write write)
    {
        context.database.transact([&](db::Session& db) {
            if (!write(db)) throw FenceLost();
        });
    }
    // The same, after which the run is another for those who look at it.
    template <class Write> void change(Write write)
    {
        commit([&](db::Session& db) {
            if (!write(db)) return false;
            runs::announce(db, context.events, claim.id);
            return true;
        });
    }
    void start_stage(engine::StageName stage);
    void finish_stage(const engine::StageReport& report);
    std::string today() const; // by the database, ISO 8601
    // Runs a step of the engine in a child that reports into this run. Throws Interrupted.
    sandbox::Outcome run_engine(sandbox::ChildJob job);
    const runs::StoredFile* file(std::string_view name) const;
};

// Why a child did not answer, as the reason of a failed run. An ending that is no fault of the file throws, and so does
// a death.
engine::Reason reason_of(const sandbox::Outcome& outcome);
// The same where it answered that the file rules have an error.
engine::Reason contract_reason(const sandbox::Outcome& outcome);
} // namespace pipeline
