#include "server/pipeline/open_files.hpp"
#include "server/feeds/period.hpp"
#include "server/pipeline/objects.hpp"
#include <map>
#include <stdexcept>

namespace pipeline
{
int OpenFiles::upload(const std::string& sha256)
{
    return stored_.emplace_back(work_.context.storage.open(storage::Kind::upload, sha256))->descriptor();
}
int OpenFiles::exported(const std::string& sha256)
{
    return stored_.emplace_back(work_.context.storage.open(storage::Kind::made, sha256))->descriptor();
}
int OpenFiles::output(const std::string& name)
{
    return outputs_.emplace_back(sandbox::open_for_writing(work_.scratch / name)).number();
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
    if (work.previous) job.previous = files.exported(*work.previous);
    if (work.history) job.history = files.exported(*work.history);
    if (work.school.logo) job.context.logo = files.exported(*work.school.logo);
    return job;
}

std::vector<runs::StoredFile> keep_outputs(const Work& work, std::vector<std::string> names)
{
    std::erase_if(names, [&](const std::string& name) {
        auto path = work.scratch / name;
        return !std::filesystem::exists(path) || std::filesystem::file_size(path) == 0;
    });
    std::vector<std::filesystem::path> paths;
    for (const auto& name : names) paths.push_back(work.scratch / name);
    auto stored = work.context.storage.put(paths);
    std::vector<runs::StoredFile> kept;
    for (std::size_t i = 0; i < names.size(); ++i) kept.push_back({names[i], stored[i].sha256, stored[i].bytes});
    return kept;
}

void keep_files(const Work& work, db::Session& db)
{
    // In one order everywhere, so that two runs with the same files wait for each other only one way.
    std::map<std::string, std::int64_t> bytes;
    for (const auto& file : work.files) bytes[file.sha256] = file.bytes;
    for (const auto& file : work.report_files) bytes[file.sha256] = file.bytes;
    for (const auto& [sha256, size] : bytes) keep_object(work.context, db, {storage::Kind::made, sha256, size});
}

void keep_report_files(Work& work)
{
    using enum reports::ReportFormat;
    static const std::map<std::string, reports::ReportFormat> formats{
        {"report.pdf", pdf}, {"clean.xlsx", xlsx}, {"clean.parquet", parquet}, {"clean-excel.csv", excel_csv}};
    std::vector<std::string> names{"report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"};
    if (engine::publishes_other_rows(work.contract)) names.push_back("clean.csv");
    auto kept = keep_outputs(work, names);
    for (const auto& file : kept)
        if (!formats.contains(file.name)) work.files.push_back(file);
    const auto* clean = work.file("clean.csv");
    if (!clean) throw std::runtime_error("nothing wrote clean.csv");
    work.report_files.push_back({csv, clean->bytes, clean->sha256, ""});
    for (const auto& file : kept)
        if (auto format = formats.find(file.name); format != formats.end())
            work.report_files.push_back({format->second, file.bytes, file.sha256, ""});
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
