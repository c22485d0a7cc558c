#include "server/sandbox/engine_child.hpp"
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "engine/contract/errors.hpp"
#include "engine/contract/table_schema.hpp"
#include "engine/infer/infer.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/publish/narrowed.hpp"
#include "engine/publish/publish.hpp"
#include "engine/publish/table_report.hpp"
#include "engine/read/extract.hpp"
#include "engine/read/icalendar/icalendar.hpp"
#include "engine/repair/repairs.hpp"
#include "engine/review/compare_versions.hpp"
#include "engine/review/preview.hpp"
#include "engine/review/slip_return.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/dates.hpp"
#include "engine/transform/duckdb.hpp"
#include "server/sandbox/events.hpp"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
constexpr int job_descriptor = 3;
constexpr std::uint64_t job_bytes = 256ULL << 20;
constexpr const char* font_folder = "/usr/share/fonts";

// Memory that is not there cannot be handled anywhere better than in the parent.
[[noreturn]] void out_of_memory() { _exit(static_cast<int>(ChildExit::out_of_memory)); }

ChildJob read_job()
{
    ChildJob job;
    json::FieldErrors errors;
    auto parsed = json::parse(read_all(FileSource(job_descriptor), job_bytes));
    json::decode(&parsed, job, "", errors);
    if (!errors.empty()) throw std::invalid_argument(errors[0].at + " " + errors[0].detail);
    return job;
}

// A step opens nothing by path, but for the fonts of a report and the temporary files of a workbook or of SQL.
void give_up_privileges(const ChildJob& job)
{
    confine::Folders folders;
    if (job.outputs.contains("report.pdf")) folders.readable.emplace_back(font_folder);
    if (!job.scratch.empty()) {
        folders.writable.push_back(job.scratch);
        setenv("TMPDIR", job.scratch.c_str(), 1);
    }
    auto missing = confine::lock_down(job.limits, folders);
    if (!missing.empty()) say({{"event", "unconfined"}, {"missing", json::encode(missing)}});
}

// The files of a job, open for the life of the step.
class Files
{
public:
    explicit Files(const ChildJob& job) : file_(job.file), outputs_(job.outputs)
    {
        for (const auto& [feed, number] : job.references) references_.emplace(feed, reference(job, feed, number));
        if (job.pages) pages_.emplace(*job.pages);
        if (job.earlier) earlier_.emplace(*job.earlier);
        if (job.previous) previous_.emplace(*job.previous);
        if (job.slip) slip_.emplace(*job.slip);
        if (job.history) history_.emplace(*job.history);
        if (job.published) published_.emplace(*job.published);
        if (job.context.logo) logo_.emplace(*job.context.logo);
        for (const auto& [name, number] : job.outputs) sinks_.emplace(name, std::make_unique<FileSink>(number));
    }

    const ByteSource& to_read() const { return pages_ ? *pages_ : file_; }
    const ByteSource& slip() const { return slip_.value(); }
    const ByteSource* logo() const { return logo_ ? &*logo_ : nullptr; }
    const ByteSource& previous() const { return previous_.value(); }
    // What was written to it before is gone: the file is read again.
    ByteSink* fresh_sink(std::string_view name)
    {
        auto found = sinks_.find(std::string(name));
        if (found == sinks_.end()) return nullptr;
        auto number = outputs_.at(found->first);
        found->second->flush();
        if (lseek(number, 0, SEEK_SET) < 0 || ftruncate(number, 0) < 0)
            throw std::system_error(errno, std::generic_category(), "truncate");
        return found->second.get();
    }
    ByteSink* sink(std::string_view name)
    {
        auto found = sinks_.find(std::string(name));
        return found == sinks_.end() ? nullptr : found->second.get();
    }
    void flush()
    {
        for (auto& [name, sink] : sinks_) sink->flush();
    }

    engine::Job job(const ChildJob& from) const
    {
        engine::Job job;
        job.file_name = from.file_name;
        job.file = &file_;
        job.pages = pages_ ? &*pages_ : nullptr;
        job.contract_text = from.contract_text;
        job.contract_name = from.contract_name;
        job.read = from.read;
        job.fixes = from.fixes;
        job.columns = from.columns;
        job.remembered = from.remembered;
        job.choices = from.choices;
        job.period = from.period;
        job.today = from.today;
        if (earlier_) job.earlier = &*earlier_;
        job.ask_layout = from.ask_layout;
        job.approved = from.approved;
        for (const auto& [feed, source] : references_) job.references.emplace(feed, source.get());
        job.previous = previous_ ? &*previous_ : nullptr;
        job.keep_earlier = from.keep_earlier;
        job.published = published_ ? &*published_ : nullptr;
        job.spill = from.scratch;
        job.history = history_ ? &*history_ : nullptr;
        job.context.school = from.context.school;
        job.context.accent = from.context.accent;
        job.context.logo = logo();
        job.context.department = from.context.department;
        job.context.period = from.context.period;
        job.context.language = from.context.language;
        for (const auto& line : from.context.provenance) job.context.provenance.emplace_back(line.label, line.text);
        return job;
    }

private:
    static std::unique_ptr<ByteSource> reference(const ChildJob& job, const std::string& feed, int number)
    {
        auto columns = job.reference_columns.find(feed);
        if (columns == job.reference_columns.end()) return std::make_unique<FileSource>(number);
        return std::make_unique<OwnedBytes>(engine::narrowed_csv(FileSource(number), columns->second));
    }

    FileSource file_;
    std::optional<FileSource> pages_;
    std::map<std::string, std::unique_ptr<ByteSource>> references_;
    std::optional<FileSource> earlier_, previous_, slip_, history_, published_, logo_;
    std::map<std::string, std::unique_ptr<FileSink>> sinks_;
    const std::map<std::string, int>& outputs_;
};

void run_pipeline(const ChildJob& from, Files& files)
{
    auto job = files.job(from);
    auto watcher = saying_watcher();
    auto open = [&files](std::string_view name) { return files.fresh_sink(name); };
    auto prepared = from.step == EngineStep::publish && from.prepared ? *from.prepared : prepare(job, open, watcher);
    if (auto* sink = files.sink("known-errors.json"))
        sink->write(json::serialize(json::encode(match_known_errors(job, prepared))));
    files.flush();
    if (from.step == EngineStep::prepare || prepared.verdict != engine::Verdict::publish)
        return say({{"event", "result"}, {"prepared", json::encode(prepared)}});

    auto rows = from.step == EngineStep::publish ? from.clean.value() : from.outputs.at(prepared.rows_file);
    auto published = publish(job, prepared, FileSource(rows), open, watcher);
    files.flush();
    say({{"event", "published"}, {"published", json::encode(published)}, {"prepared", json::encode(prepared)}});
}

engine::ReportText report_text(const ChildJob& job, const Files& files)
{
    engine::ReportText text;
    text.title = job.title;
    text.school = job.context.school;
    text.accent = job.context.accent;
    if (files.logo()) text.logo = engine::read_picture(*files.logo());
    text.subtitle = job.context.department;
    text.language = job.context.language;
    for (const auto& line : job.context.provenance) text.provenance.emplace_back(line.label, line.text);
    return text;
}

void run_infer(const ChildJob& job, Files& files)
{
    std::vector<FileSource> more;
    for (const auto& file : job.more_files) more.emplace_back(file.file);
    std::vector<engine::GoodFile> good{{job.file_name, &files.to_read()}};
    for (std::size_t i = 0; i < more.size(); ++i) good.push_back({job.more_files[i].name, &more[i]});
    auto inferred = engine::infer_contract(good, job.read, job.choices, job.today);
    if (auto* sink = files.sink("contract.yaml")) sink->write(inferred.text);
    if (auto* sink = files.sink("notices.json")) sink->write(json::serialize(json::encode(inferred.notices)));
    if (auto* sink = files.sink("schema.json")) sink->write(engine::table_schema(inferred.contract.schema));
}

void run_compare(const ChildJob& from, Files& files)
{
    auto contract = engine::parse_contract(from.contract_text, from.contract_name);
    auto changes = engine::compare_versions(contract.schema, files.previous(), FileSource(from.clean.value()));
    files.sink("changes.json")->write(json::serialize(json::encode(changes)));
}

engine::PersonRows run_person(const ChildJob& job, Files& files)
{
    auto found = engine::rows_about(files.to_read(), job.file_name, job.read, job.person.value());
    auto* sink = files.sink("without");
    if (sink && !found.places.empty())
        found.became = engine::write_without(files.to_read(), job.file_name, job.read, found.places, *sink);
    files.flush();
    return found;
}

engine::ICalendar read_calendar(const ChildJob& job, const Files& files)
{
    auto today = engine::read_date(job.today.value(), engine::DateOrder::ymd).value.date;
    auto text = read_all(files.to_read(), engine::icalendar_bytes);
    return engine::read_icalendar(text, std::chrono::sys_days(std::chrono::days(engine::days_from(today))));
}

void run_step(const ChildJob& job)
{
    Files files(job);
    switch (job.step) {
    case EngineStep::prepare:
    case EngineStep::publish:
    case EngineStep::process:
        return run_pipeline(job, files);
    case EngineStep::merge_slip:
        return say({{"event", "merged"},
                    {"merged", json::encode(engine::merge_slip(files.job(job), files.slip(), job.slip_name))}});
    case EngineStep::compare:
        run_compare(job, files);
        break;
    case EngineStep::picture:
        files.sink("logo.png")->write(engine::png_of(engine::read_picture(files.to_read())));
        break;
    case EngineStep::preview:
        return say({{"event", "preview"}, {"preview", json::encode(engine::preview(files.job(job)))}});
    case EngineStep::try_rules:
        return say(
            {{"event", "trial"}, {"trial", json::encode(engine::try_rules(files.job(job), job.contract_before))}});
    case EngineStep::person:
        return say({{"event", "person"}, {"person", json::encode(run_person(job, files))}});
    case EngineStep::calendar:
        return say({{"event", "calendar"}, {"calendar", json::encode(read_calendar(job, files))}});
    case EngineStep::extract: {
        auto& sink = *files.sink("tables");
        if (job.as_csv)
            engine::extract_csv(files.to_read(), job.file_name, job.read, sink, files.sink("places"));
        else
            engine::extract_json(files.to_read(), job.file_name, job.read, sink, files.sink("places"));
        break;
    }
    case EngineStep::report:
        engine::table_report(files.to_read(), job.file_name, job.read, report_text(job, files),
                             *files.sink("report.pdf"));
        break;
    case EngineStep::infer:
        run_infer(job, files);
    }
    files.flush();
    say({{"event", "done"}});
}

std::string in_words(const ChildJob& job, const std::system_error& failure)
{
    auto is = [&failure](std::errc error) { return failure.code() == error; };
    if (is(std::errc::no_space_on_device) || is(std::errc::file_too_large) || failure.code().value() == EDQUOT)
        return "The outputs of “" + job.file_name + "” cannot be written: " + failure.code().message() +
               ". Make room on the disk and run this again; nothing was published.";
    return "“" + job.file_name + "” cannot be worked on: " + failure.what() + ". Nothing was published; try again.";
}

ChildExit answer()
{
    std::optional<ChildJob> job;
    try {
        job = read_job();
        if (may_run_sql(*job)) engine::sql::api();
        give_up_privileges(*job);
    } catch (const std::exception& refused) {
        std::fprintf(stderr, "job refused: %s\n", refused.what());
        return ChildExit::refused;
    }
    try {
        run_step(*job);
    } catch (const engine::Unreadable& unreadable) {
        say({{"event", "unreadable"}, {"code", unreadable.code()}, {"message", unreadable.what()}});
    } catch (const engine::ContractErrors& bad) {
        say({{"event", "bad_contract"}, {"errors", json::encode(bad.errors())}});
    } catch (const std::bad_alloc&) {
        return ChildExit::out_of_memory;
    } catch (const std::system_error& failure) {
        say({{"event", "failed"}, {"message", in_words(*job, failure)}});
        return ChildExit::failed;
    } catch (const std::exception& failure) {
        say({{"event", "failed"}, {"message", failure.what()}});
        return ChildExit::failed;
    }
    return ChildExit::ok;
}
} // namespace

int engine_child()
{
    std::set_new_handler(out_of_memory);
    return static_cast<int>(answer());
}
} // namespace sandbox
