#include "server/pipeline/open_files.hpp"
#include "server/pipeline/publication.hpp"
#include "server/pipeline/stages.hpp"

namespace pipeline
{
namespace
{
sandbox::ChildJob job_of(Work& work, OpenFiles& files, const runs::StoredFile& rows)
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
    job.clean = files.exported(rows.sha256);
    for (const auto& [feed, sha256] : work.references) job.references[feed] = files.exported(sha256);
    for (auto name : {"report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"})
        job.outputs[name] = files.output(name);
    if (engine::publishes_other_rows(work.contract)) job.outputs["clean.csv"] = files.output("clean.csv");
    job.context = report_context(work);
    if (work.published_before) job.published = files.exported(*work.published_before);
    if (work.school.logo) job.context.logo = files.exported(*work.school.logo);
    return job;
}
} // namespace

Outcome publish(Work& work)
{
    const auto* rows = work.file(work.prepared.rows_file);
    if (!rows) throw std::runtime_error("the verdict is publish, but there is no " + work.prepared.rows_file);
    OpenFiles open(work);
    auto answer = work.run_engine(job_of(work, open, *rows));
    if (!answer.bad_contract.empty()) return Fail{contract_reason(answer)};
    if (!answer.published) return Fail{reason_of(answer)};
    work.published = std::move(*answer.published);
    if (auto made = engine::publishes_other_rows(work.contract) ? keep_output(work, "clean.csv") : std::nullopt)
        work.files.push_back({"clean.csv", made->sha256, made->bytes});
    const auto* clean = work.file("clean.csv");
    if (!clean) throw std::runtime_error("nothing wrote clean.csv");
    work.report_files.push_back({reports::ReportFormat::csv, clean->bytes, clean->sha256, ""});
    for (auto [format, name] :
         {std::pair{reports::ReportFormat::pdf, "report.pdf"}, std::pair{reports::ReportFormat::xlsx, "clean.xlsx"},
          std::pair{reports::ReportFormat::parquet, "clean.parquet"},
          std::pair{reports::ReportFormat::excel_csv, "clean-excel.csv"}})
        if (auto kept = keep_output(work, name)) work.report_files.push_back({format, kept->bytes, kept->sha256, ""});
    commit_publication(work);
    return Advance{};
}
} // namespace pipeline
