#include "server/pipeline/redone_run.hpp"
#include "base/log.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/pipeline/stages.hpp"
#include "server/reports/report_store.hpp"
#include "server/students/place_store.hpp"

namespace pipeline
{
namespace
{
constexpr const char* every_limit[] = {"bad_rows", "gone", "changed", "history"};

Work work_of(Context& context, std::int64_t run_id, bool became_other, const std::optional<std::string>& before)
{
    return context.database.read([&](db::Session& db) {
        Work work{context, runs::input_of(db, run_id)};
        work.contract = engine::parse_contract(work.claim.contract_text, work.claim.feed.key);
        gather(work, db);
        // What it was compared with then, as that is now; the limits it passed then are not asked again.
        work.previous = before;
        work.history.reset();
        work.earlier.reset();
        work.claim.approved.insert(work.claim.approved.end(), std::begin(every_limit), std::end(every_limit));
        if (became_other)
            for (auto* read : {&work.memory.read, &work.answers.read})
                if (*read && (*read)->pages) { // the number of a table is among those of these pages
                    (*read)->pages.reset();
                    (*read)->table.reset();
                }
        return work;
    });
}

sandbox::Outcome ask(const Work& work, sandbox::ChildJob job)
{
    sandbox::EngineCall call;
    call.job = std::move(job);
    call.job.limits = work.context.engine_limits;
    call.binary = work.context.engine_binary;
    call.deadline = work.context.engine_deadline;
    call.temporary = work.scratch;
    return work.context.engine(call, {});
}

bool prepare_anew(Work& work)
{
    OpenFiles open(work);
    auto job = prepare_job(work, open);
    for (auto name : {"clean.csv", "passed.csv", "findings.json", "changes.json", "slip.xlsx"})
        job.outputs[name] = open.output(name);
    auto answer = ask(work, std::move(job));
    if (!answer.prepared || answer.prepared->verdict == engine::Verdict::refuse) return false;
    work.prepared = std::move(*answer.prepared);
    std::vector<std::string> names{"findings.json", "changes.json", "slip.xlsx"};
    if (work.prepared.verdict == engine::Verdict::publish) names.push_back(work.prepared.rows_file);
    for (auto& file : keep_outputs(work, names)) work.files.push_back(std::move(file));
    return true;
}

bool publish_anew(Work& work)
{
    const auto* rows = work.file(work.prepared.rows_file);
    if (work.prepared.verdict != engine::Verdict::publish || !rows) return false;
    OpenFiles open(work);
    auto answer = ask(work, publish_job(work, open, *rows));
    if (!answer.published) return false;
    work.published = std::move(*answer.published);
    keep_report_files(work);
    return true;
}

// The run's rows in the database and its report's files, all or none.
void save(Work& work, const std::optional<reports::Report>& report)
{
    const auto& ledger = work.prepared.ledger;
    work.context.database.transact([&](db::Session& db) {
        runs::forget_files(db, work.claim.id);
        runs::save_results(db, work.claim.id, work.prepared, {});
        runs::save_files(db, work.claim.id, work.files);
        keep_files(work, db);
        if (!report) return;
        if (!work.published.summaries.empty()) runs::save_columns(db, work.claim.id, work.published.summaries);
        runs::save_counts(db, work.claim.id, ledger.in, ledger.passed + ledger.fixed, ledger.held_back);
        reports::replace_files(db, report->id, work.published.rows, ledger.held_back, work.report_files);
    });
}

bool redo(Work& work, const std::optional<reports::Report>& report)
{
    work.scratch = work.context.storage.new_scratch();
    if (!report) // what waits keeps its question
        work.context.database.read([&](db::Session& db) { incidents::ask_first(db, work.memory.choices); });
    bool made = prepare_anew(work) && (!report || publish_anew(work));
    if (made) save(work, report);
    std::error_code ignored;
    std::filesystem::remove_all(work.scratch, ignored);
    return made;
}
} // namespace

Redone redo_run(Context& context, std::int64_t run_id, bool became_other, const std::string& identifier)
{
    auto [report, has_results, before] = context.database.read([&](db::Session& db) {
        auto made = reports::find_of_run(db, run_id);
        auto rows = made ? reports::rows_before(db, made->report_key, made->version) : std::nullopt;
        return std::tuple{made, runs::has_results(db, run_id), rows};
    });
    if (!report && !has_results) return Redone::nothing;
    if (report && report->restored_from) { // its rows are those of another run, which ran before
        context.database.transact([&](db::Session& db) { reports::restore_again(db, *report); });
        return Redone::report;
    }
    try {
        auto work = work_of(context, run_id, became_other, before);
        if (redo(work, report)) return report ? Redone::report : Redone::results;
    } catch (const Refusal& refusal) { // of the storage
        logs::warn("erasure", "a run could not be made anew", {{"run_id", run_id}, {"reason", refusal.message}});
    } catch (const std::exception& error) { // whatever it is: what cannot be made anew must not stay as it was
        logs::warn("erasure", "a run could not be made anew", {{"run_id", run_id}, {"error", error.what()}});
    }
    context.database.transact([&](db::Session& db) { students::forget_results(db, run_id, identifier); });
    return Redone::taken_away;
}
} // namespace pipeline
