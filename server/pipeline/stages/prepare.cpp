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

sandbox::ChildJob job_of(Work& work, OpenFiles& files)
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
    for (auto name : {"clean.csv", "passed.csv", "findings.json", "slip.xlsx"}) job.outputs[name] = files.output(name);
    job.context = report_context(work);
    return job;
}
} // namespace

Outcome prepare(Work& work)
{
    if (take_up_checkpoint(work)) {
        show_stages_of_checkpoint(work);
        return conclude(work.prepared);
    }
    OpenFiles open(work);
    auto answer = work.run_engine(job_of(work, open));
    if (answer.unreadable) return Fail{{answer.unreadable->code, answer.unreadable->message, false}};
    if (!answer.bad_contract.empty()) return Fail{contract_reason(answer)};
    if (!answer.prepared) return Fail{reason_of(answer)};
    work.prepared = std::move(*answer.prepared);
    failpoint("after_prepare");
    std::vector<std::string> names{"findings.json", "slip.xlsx"};
    if (work.prepared.verdict == Verdict::publish) names.push_back(work.prepared.rows_file);
    for (const auto& name : names)
        if (auto kept = keep_output(work, name)) work.files.push_back({name, kept->sha256, kept->bytes});
    save_checkpoint(work);
    return conclude(work.prepared);
}
} // namespace pipeline
