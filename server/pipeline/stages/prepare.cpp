#include "base/failpoint.hpp"
#include "base/json_text.hpp"
#include "server/feeds/period.hpp"
#include "server/pipeline/checkpoint.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/pipeline/stages.hpp"
#include "server/runs/fix_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace pipeline
{
namespace
{
using engine::Verdict;

// What the engine concluded, as the end of the stage.
Outcome conclude(const engine::Prepared& prepared)
{
    if (!prepared.ledger.balances())
        return Fail{{"ledger",
                     "The rows of the file do not add up after checking, so nothing was published. This is a fault of "
                     "BatchOps; please report it with the file.",
                     false}};
    if (prepared.verdict == Verdict::publish) return Advance{};
    engine::Reason reason{"refused", "The file fits no table of this feed.", false};
    if (!prepared.reasons.empty()) reason = prepared.reasons.front();
    for (std::size_t i = 1; i < prepared.reasons.size(); ++i) reason.message += " Also: " + prepared.reasons[i].message;
    reason.answerable = prepared.verdict == Verdict::hold ||
                        std::ranges::any_of(prepared.reasons, [](const auto& one) { return one.answerable; });
    if (reason.answerable) return Hold{reason};
    return Fail{reason};
}

// Corrections of protected columns that only their maker has seen.
std::optional<engine::Reason> want_second_person(Work& work)
{
    const auto& fields = work.contract.schema.fields;
    if (std::ranges::none_of(fields, &engine::Field::is_protected)) return std::nullopt;
    std::vector<runs::RunFix> unseen, left_out;
    work.context.database.read([&](db::Session& db) {
        unseen = runs::fixes_unseen(db, work.claim.id);
        left_out = runs::left_out_though_good(db, work.claim.id, unseen);
    });
    std::erase_if(unseen, [&](const runs::RunFix& fix) {
        auto field = fix.column ? work.contract.schema.find(*fix.column) : std::nullopt;
        return !field || !fields[*field].is_protected;
    });
    if (unseen.empty() && left_out.empty()) return std::nullopt;
    std::set<std::string> columns, makers;
    for (const auto& fix : unseen) columns.insert(fields[*work.contract.schema.find(*fix.column)].title);
    for (const auto* fixes : {&unseen, &left_out})
        for (const auto& fix : *fixes)
            if (fix.created_by) makers.insert(fix.created_by->name);
    if (unseen.empty())
        return engine::Reason{
            runs::second_person,
            fmt::format(
                "{} left out by {} must be seen by a second person: nothing was wrong with {}, and the file has "
                "protected columns.",
                left_out.size() == 1 ? "A row" : fmt::format("{} rows", left_out.size()), fmt::join(makers, ", "),
                left_out.size() == 1 ? "it" : "them"),
            true};
    return engine::Reason{
        runs::second_person,
        fmt::format("{} of {} by {} must be seen by a second person, because {} protected.",
                    unseen.size() == 1 ? "A correction" : fmt::format("{} corrections", unseen.size()),
                    fmt::join(columns, ", "), fmt::join(makers, ", "),
                    columns.size() == 1 ? "the column is" : "these columns are"),
        true};
}

// Another file has published rows for the same period, and nobody has said yet what becomes of them.
std::optional<engine::Reason> want_second_file_answer(const Work& work)
{
    bool asks = work.contract.second_file == engine::SecondFile::ask && !work.answers.second_file;
    if (!work.second_to || !asks) return std::nullopt;
    const auto& other = *work.second_to;
    auto label = feeds::period_label(work.claim.period);
    return engine::Reason{
        runs::second_file,
        fmt::format("{} has {} already, from “{}” of {}. Does this file replace {}, or are its rows added?",
                    label.empty() ? "This regular file" : label,
                    other.rows == 1 ? "a row" : fmt::format("{} rows", other.rows), other.file_name, other.sender,
                    other.rows == 1 ? "it" : "them"),
        true};
}

Outcome decide(Work& work)
{
    auto outcome = conclude(work.prepared);
    // What the rows are to be compared with is settled before a limit is.
    if (work.prepared.verdict != Verdict::refuse && work.prepared.ledger.balances())
        if (auto reason = want_second_file_answer(work)) return Hold{*reason};
    if (!std::holds_alternative<Advance>(outcome)) return outcome;
    if (auto reason = want_second_person(work)) return Hold{*reason};
    return outcome;
}

void show_stages_of_checkpoint(Work& work)
{
    for (auto report : work.prepared.stages) {
        if (report.stage == engine::StageName::receive) continue;
        report.messages.push_back("Taken up again from an earlier attempt with the same input.");
        work.start_stage(report.stage);
        work.finish_stage(report);
    }
}

sandbox::Outcome ask_engine(Work& work, bool with_remembered_reading)
{
    OpenFiles open(work);
    auto job = prepare_job(work, open, with_remembered_reading);
    if (work.earlier) job.earlier = open.upload(*work.earlier);
    if (!work.claim.period.empty()) job.period = work.claim.period;
    job.today = work.today();
    for (auto name : {"clean.csv", "passed.csv", "findings.json", "changes.json", "slip.xlsx", "known-errors.json"})
        job.outputs[name] = open.output(name);
    return work.run_engine(std::move(job));
}

bool fits(const sandbox::Outcome& answer) { return answer.prepared && answer.prepared->verdict != Verdict::refuse; }

// What is remembered is a hint: a file that it no longer fits is read anew.
sandbox::Outcome read_and_check(Work& work)
{
    auto answer = ask_engine(work, true);
    if (work.answers.read || !work.memory.read || fits(answer)) return answer;
    auto anew = ask_engine(work, false);
    if (anew.prepared)
        anew.prepared->notices.push_back({"remembered_reading",
                                          "How files of this source were read before does not fit this one, so it was "
                                          "looked at anew."});
    return anew;
}

std::vector<engine::KnownErrorMatch> known_errors_in(const Work& work)
{
    auto path = work.scratch / "known-errors.json";
    if (!std::filesystem::exists(path) || std::filesystem::file_size(path) == 0) return {};
    auto file = sandbox::open_for_reading(path);
    return json::from_text<std::vector<engine::KnownErrorMatch>>(read_all(FileSource(file.number())));
}

Outcome unreadable(const sandbox::UnreadableAnswer& answer)
{
    engine::Reason reason{answer.code, answer.message, answer.code == "password"};
    if (reason.answerable) return Hold{reason};
    return Fail{reason};
}
} // namespace

Outcome prepare(Work& work)
{
    if (take_up_checkpoint(work)) {
        show_stages_of_checkpoint(work);
        return decide(work);
    }
    auto answer = read_and_check(work);
    if (answer.unreadable) return unreadable(*answer.unreadable);
    if (!answer.bad_contract.empty()) return Fail{contract_reason(answer)};
    if (!answer.prepared) return Fail{reason_of(answer)};
    work.prepared = std::move(*answer.prepared);
    failpoint("after_prepare");
    work.known_errors = known_errors_in(work);
    std::vector<std::string> names{"findings.json", "changes.json", "slip.xlsx"};
    if (work.prepared.verdict == Verdict::publish) names.push_back(work.prepared.rows_file);
    for (auto& file : keep_outputs(work, names)) work.files.push_back(std::move(file));
    save_checkpoint(work);
    return decide(work);
}
} // namespace pipeline
