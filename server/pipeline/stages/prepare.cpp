#include "base/failpoint.hpp"
#include "server/pipeline/checkpoint.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/pipeline/stages.hpp"
#include <algorithm>

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

void show_stages_of_checkpoint(Work& work)
{
    for (auto report : work.prepared.stages) {
        if (report.stage == engine::StageName::receive) continue;
        report.messages.push_back("Taken up again from an earlier attempt with the same input.");
        work.start_stage(report.stage);
        work.finish_stage(report);
    }
}

// The job reads the file as people answered, as it is remembered for its source, or as it is detected.
void add_answers(sandbox::ChildJob& job, const Work& work, bool with_remembered_reading)
{
    if (work.answers.read)
        job.read = feeds::options_of(*work.answers.read);
    else if (with_remembered_reading && work.memory.read)
        job.read = feeds::options_of(*work.memory.read);
    job.read.password = work.password;
    job.columns = work.answers.columns;
    job.remembered = work.memory.columns;
    job.date_orders = work.answers.date_orders;
    job.date_orders.insert(work.memory.date_orders.begin(), work.memory.date_orders.end());
}

sandbox::ChildJob job_of(Work& work, OpenFiles& files, bool with_remembered_reading)
{
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::prepare;
    job.file_name = work.claim.file_name;
    job.file = files.upload(work.claim.sha256);
    job.contract_text = work.claim.contract_text;
    job.contract_name = work.claim.feed.key;
    job.fixes = work.fixes;
    job.approved = work.claim.approved;
    for (const auto& [feed, sha256] : work.references) job.references[feed] = files.exported(sha256);
    if (work.previous) job.previous = files.exported(*work.previous);
    for (auto name : {"clean.csv", "findings.json", "slip.xlsx"}) job.outputs[name] = files.output(name);
    job.context = report_context(work);
    add_answers(job, work, with_remembered_reading);
    return job;
}

sandbox::Outcome ask_engine(Work& work, bool with_remembered_reading)
{
    OpenFiles open(work);
    return work.run_engine(job_of(work, open, with_remembered_reading));
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
        return conclude(work.prepared);
    }
    auto answer = read_and_check(work);
    if (answer.unreadable) return unreadable(*answer.unreadable);
    if (!answer.bad_contract.empty())
        return Fail{{"bad_contract", "The file rules have an error: " + answer.bad_contract.front().message, false}};
    if (!answer.prepared) return Fail{reason_of(answer)};
    work.prepared = std::move(*answer.prepared);
    failpoint("after_prepare");
    for (auto name : {"clean.csv", "findings.json", "slip.xlsx"}) {
        if (std::string_view(name) == "clean.csv" && work.prepared.verdict != Verdict::publish) continue;
        if (auto kept = keep_output(work, name)) work.files.push_back({name, kept->sha256, kept->bytes});
    }
    save_checkpoint(work);
    return conclude(work.prepared);
}
} // namespace pipeline
