#include "server/pipeline/open_files.hpp"
#include "server/pipeline/publication.hpp"
#include "server/pipeline/stages.hpp"

namespace pipeline
{
namespace
{
sandbox::ChildJob job_of(Work& work, OpenFiles& files, const runs::StoredFile& clean)
{
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::publish;
    job.file_name = work.claim.file_name;
    job.file = files.upload(work.claim.sha256);
    job.contract_text = work.claim.contract_text;
    job.contract_name = work.claim.feed.key;
    job.fixes = work.fixes;
    job.approved = work.claim.approved;
    job.prepared = work.prepared;
    job.clean = files.exported(clean.sha256);
    for (auto name : {"report.pdf", "clean.xlsx"}) job.outputs[name] = files.output(name);
    job.context = report_context(work);
    return job;
}
} // namespace

Outcome publish(Work& work)
{
    const auto* clean = work.file("clean.csv");
    if (!clean) throw std::runtime_error("the verdict is publish, but there is no clean.csv");
    OpenFiles open(work);
    auto answer = work.run_engine(job_of(work, open, *clean));
    if (!answer.stages) return Fail{reason_of(answer)};
    work.report_files.push_back({reports::ReportFormat::csv, clean->bytes, clean->sha256, ""});
    if (auto pdf = keep_output(work, "report.pdf"))
        work.report_files.push_back({reports::ReportFormat::pdf, pdf->bytes, pdf->sha256, ""});
    if (auto xlsx = keep_output(work, "clean.xlsx"))
        work.report_files.push_back({reports::ReportFormat::xlsx, xlsx->bytes, xlsx->sha256, ""});
    commit_publication(work);
    return Advance{};
}
} // namespace pipeline
