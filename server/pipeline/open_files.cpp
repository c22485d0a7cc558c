#include "server/pipeline/open_files.hpp"
#include "server/feeds/period.hpp"
#include <stdexcept>

namespace pipeline
{
int OpenFiles::upload(const std::string& sha256)
{
    work_.context.storage.open_upload(sha256); // compares the hash
    return open_.emplace_back(sandbox::open_for_reading(work_.context.storage.upload_path(sha256))).number();
}
int OpenFiles::exported(const std::string& sha256)
{
    work_.context.storage.open_export(sha256);
    return open_.emplace_back(sandbox::open_for_reading(work_.context.storage.export_path(sha256))).number();
}
int OpenFiles::output(const std::string& name)
{
    return open_.emplace_back(sandbox::open_for_writing(work_.scratch / name)).number();
}

namespace
{
// The job reads the file as people answered, as it is remembered for its source, or as it is detected.
void add_answers(sandbox::ChildJob& job, const Work& work, bool with_remembered_reading)
{
    if (work.answers.read)
        job.read = feeds::options_of(*work.answers.read);
    else if (with_remembered_reading && work.memory.read)
        job.read = feeds::options_of(*work.memory.read);
    job.read.password = work.password;
    job.columns = work.answers.columns;
    // Whoever chose a table or drew its area has looked at it.
    job.ask_layout = !work.answers.table_is_right.value_or(false) && !job.read.table && !job.read.area;
    job.remembered = work.memory.columns;
    job.choices = work.answers.choices;
    job.choices.insert(work.memory.choices.begin(), work.memory.choices.end());
}

// What every step needs: the file, its rules, corrections and references, and where it comes from.
sandbox::ChildJob job_about(const Work& work, OpenFiles& files, sandbox::EngineStep step)
{
    sandbox::ChildJob job;
    job.step = step;
    job.file_name = work.claim.file_name;
    job.file = files.upload(work.claim.sha256);
    job.contract_text = work.claim.contract_text;
    job.contract_name = work.claim.feed.key;
    job.fixes = work.fixes;
    job.approved = work.claim.approved;
    for (const auto& [feed, sha256] : work.references) job.references[feed] = files.exported(sha256);
    job.reference_columns = work.reference_columns;
    job.context = report_context(work);
    return job;
}
} // namespace

sandbox::ChildJob prepare_job(const Work& work, OpenFiles& files, bool with_remembered_reading)
{
    auto job = job_about(work, files, sandbox::EngineStep::prepare);
    if (work.previous) job.previous = files.exported(*work.previous);
    if (work.history) job.history = files.exported(*work.history);
    job.keep_earlier = work.keep_earlier;
    add_answers(job, work, with_remembered_reading);
    return job;
}

sandbox::ChildJob publish_job(const Work& work, OpenFiles& files, const runs::StoredFile& rows)
{
    auto job = job_about(work, files, sandbox::EngineStep::publish);
    job.prepared = work.prepared;
    job.clean = files.exported(rows.sha256);
    for (auto name : {"report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"})
        job.outputs[name] = files.output(name);
    if (engine::publishes_other_rows(work.contract)) job.outputs["clean.csv"] = files.output("clean.csv");
    if (work.published_before) job.published = files.exported(*work.published_before);
    if (work.school.logo) job.context.logo = files.exported(*work.school.logo);
    return job;
}

std::optional<storage::Stored> keep_output(Work& work, const std::string& name)
{
    auto path = work.scratch / name;
    if (!std::filesystem::exists(path) || std::filesystem::file_size(path) == 0) return std::nullopt;
    return work.context.storage.keep_export(path);
}

void keep_report_files(Work& work)
{
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
}

sandbox::ChildContext report_context(const Work& work)
{
    const auto& claim = work.claim;
    sandbox::ChildContext context;
    context.school = work.school.name;
    context.accent = work.school.accent;
    context.department = claim.department.name;
    context.period = feeds::period_label(claim.period);
    context.provenance = {
        {"File", claim.file_name},
        {"SHA-256 of the file", claim.sha256},
        {"Sent by", claim.uploader},
        {"Received", claim.accepted_at.substr(0, 10) + " " + claim.accepted_at.substr(11, 5) + " UTC"},
        {"File rules", claim.feed.key + ", version " + std::to_string(claim.contract_version)}};
    return context;
}
} // namespace pipeline
