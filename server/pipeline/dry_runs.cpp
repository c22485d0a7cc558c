#include "server/pipeline/dry_runs.hpp"
#include "base/json_text.hpp"
#include "engine/contract/write.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/pipeline/stages.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/fix_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace pipeline
{
namespace
{
// The run as it would continue now. Throws ContractErrors.
Work as_it_would_continue(Context& context, std::int64_t run_id)
{
    return context.database.read([&](db::Session& db) {
        Work work{context, runs::input_of(db, run_id)};
        work.contract = engine::parse_contract(work.claim.contract_text, work.claim.feed.key);
        gather(work, db);
        incidents::ask_first(db, work.memory.choices);
        for (const auto& fix : runs::fixes_of(db, run_id)) work.fixes.push_back(fix);
        return work;
    });
}
} // namespace

namespace
{
// A literal of the expression language for a value of the field.
std::string literal(const engine::Field& field, const std::string& value)
{
    using enum engine::FieldType;
    if (field.type == integer || field.type == number || field.type == boolean) return value;
    std::string quoted = "'";
    for (char c : value) quoted += c == '\'' ? "''" : std::string(1, c);
    return quoted + "'";
}

// The rules of the run with one check more, which the row alone does not pass, so that it is shown with its place. What
// else could hold rows back is left out.
std::string rules_that_hold(engine::Contract rules, const std::vector<runs::KeyCell>& cells)
{
    std::string wanted;
    for (const auto& cell : cells) {
        auto field = rules.schema.find(cell.column);
        if (!field) continue;
        wanted += (wanted.empty() ? "" : " AND ") +
                  fmt::format("\"{}\" = {}", cell.column, literal(rules.schema.fields[*field], cell.value));
    }
    for (auto& field : rules.schema.fields) field.constraints = {};
    rules.schema.foreign_keys.clear();
    rules.checks = {{"the row that is sought", "NOT (" + wanted + ")", engine::Severity::error, {}}};
    rules.history.reset();
    rules.transform.reset();
    rules.report = {};
    rules.privacy.counts.clear();
    return engine::write_contract(rules);
}
} // namespace

Result<std::optional<runs::FoundRow>> DryRuns::row_in_file(std::int64_t run_id, const std::vector<runs::KeyCell>& cells,
                                                           const std::stop_token& unwanted)
{
    auto work = context_.database.read([&](db::Session& db) {
        Work as_it_ran{context_, runs::input_of(db, run_id)};
        as_it_ran.contract = engine::parse_contract(as_it_ran.claim.contract_text, as_it_ran.claim.feed.key);
        gather(as_it_ran, db);
        return as_it_ran;
    });
    OpenFiles files(work);
    auto job = prepare_job(work, files);
    job.contract_text = rules_that_hold(work.contract, cells);
    job.references.clear();
    job.previous.reset();
    auto held = sandbox::anonymous_file("held.json");
    job.outputs["held.json"] = held.number();
    auto outcome = ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    auto text = read_all(FileSource(held.number()));
    if (text.empty() || !outcome->prepared) return std::nullopt;
    auto rows = json::from_text<engine::HeldRows>(text);
    for (auto& row : rows.rows)
        if (std::ranges::find(row.findings, "check", &engine::Finding::rule) !=
            row.findings.end()) // the only one there is
            return runs::FoundRow{std::move(rows.columns), std::move(row), std::move(outcome->prepared->repairs)};
    return std::nullopt;
}

Result<sandbox::Outcome> DryRuns::ask(sandbox::ChildJob job, const std::stop_token& unwanted)
{
    auto outcome = questions_.ask(std::move(job), unwanted);
    if (outcome && !outcome->bad_contract.empty())
        return refuse(Why::conflict, "The file rules have an error: " + outcome->bad_contract.front().message);
    return outcome;
}

Result<runs::CheckedRows> DryRuns::rows_to_fix(std::int64_t run_id, const std::stop_token& unwanted)
{
    auto work = as_it_would_continue(context_, run_id);
    OpenFiles files(work);
    auto job = prepare_job(work, files);
    auto held = sandbox::anonymous_file("held.json");
    job.outputs["held.json"] = held.number();
    auto outcome = ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    runs::CheckedRows checked{std::move(outcome->prepared.value()), {}};
    // A file that fits no table has no rows to show.
    auto text = read_all(FileSource(held.number()));
    if (!text.empty()) checked.held = json::from_text<engine::HeldRows>(text);
    return checked;
}

namespace
{
Work as_it_would_be_answered(Context& context, std::int64_t run_id, const runs::NewAnswers& answers)
{
    return context.database.read([&](db::Session& db) {
        Work work{context, runs::input_of(db, run_id)};
        auto& claim = work.claim;
        auto everything = users::Scope::everything();
        claim.contract_version = feeds::find_rules(db, everything, claim.feed.id).value().contract_version;
        claim.contract_text = feeds::find_contract(db, everything, claim.feed.id, claim.contract_version).value().text;
        claim.approved.clear();
        work.contract = engine::parse_contract(claim.contract_text, claim.feed.key);
        gather(work, db);
        incidents::ask_first(db, work.memory.choices);
        for (const auto& fix : runs::fixes_of(db, run_id)) work.fixes.push_back(fix);
        work.answers = runs::answers_with(work.answers, answers);
        return work;
    });
}
} // namespace

Result<runs::Answered> DryRuns::answered(std::int64_t run_id, const runs::NewAnswers& answers,
                                         const std::stop_token& unwanted)
{
    auto work = as_it_would_be_answered(context_, run_id, answers);
    OpenFiles files(work);
    auto job = prepare_job(work, files);
    if (!work.claim.period.empty()) job.period = work.claim.period;
    job.today = work.today();
    auto matches = sandbox::anonymous_file("known-errors.json");
    job.outputs["known-errors.json"] = matches.number();
    auto outcome = ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    runs::Answered answered{std::move(outcome->prepared.value()), {}};
    auto text = read_all(FileSource(matches.number()));
    if (!text.empty()) answered.known_errors = json::from_text<std::vector<engine::KnownErrorMatch>>(text);
    return answered;
}

Result<engine::VersionChanges> DryRuns::compare(const std::string& contract, const std::string& before,
                                                const std::string& now, const std::stop_token& unwanted)
{
    auto earlier = context_.storage.open(storage::Kind::made, before);
    auto later = context_.storage.open(storage::Kind::made, now);
    auto answer = sandbox::anonymous_file("changes.json");
    sandbox::ChildJob job;
    job.step = sandbox::EngineStep::compare;
    job.file = later->descriptor();
    job.contract_text = contract;
    job.previous = earlier->descriptor();
    job.clean = later->descriptor();
    job.outputs["changes.json"] = answer.number();
    auto outcome = ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    return json::from_text<engine::VersionChanges>(read_all(FileSource(answer.number())));
}

Result<engine::SlipMerge> DryRuns::merge_slip(std::int64_t run_id, const std::string& slip_sha256,
                                              const std::string& slip_name, const std::stop_token& unwanted)
{
    auto work = as_it_would_continue(context_, run_id);
    OpenFiles files(work);
    auto job = prepare_job(work, files);
    auto sheet = context_.storage.open(storage::Kind::upload, slip_sha256);
    job.step = sandbox::EngineStep::merge_slip;
    job.slip = sheet->descriptor();
    job.slip_name = slip_name;
    auto outcome = ask(std::move(job), unwanted);
    if (!outcome) return std::unexpected(outcome.error());
    return outcome->merged.value();
}
} // namespace pipeline
