#include "server/departments/school_store.hpp"
#include "server/feeds/grant_store.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/pipeline/stages.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/fix_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tuple>

namespace pipeline
{
namespace
{
using reports::Which;

// A file that is compared by key has the version in force to be compared with; the first one of a period only counts,
// against the period before.
void gather_versions(Work& work, db::Session& db)
{
    const auto& [feed, period] = std::tie(work.claim.feed, work.claim.period);
    bool snapshot = work.contract.delivery == engine::Delivery::snapshot;
    work.previous = reports::last_rows(db, feed.id, period, snapshot ? Which::latest : Which::same_period);
    if (!work.previous) work.history = reports::last_rows(db, feed.id, period, Which::earlier_period);
    work.earlier = runs::file_before(db, work.claim.id);
    if (!work.contract.privacy.counts.empty()) work.published_before = reports::csv_in_force(db, feed.id, period);
}

// Whether rows of the version in force stay beside those of this file.
void settle_second_file(Work& work, db::Session& db)
{
    const auto& contract = work.contract;
    const auto& approved = work.claim.approved;
    if (contract.period != engine::Period::none || contract.second_file == engine::SecondFile::append)
        work.second_to = reports::other_file(db, work.claim.feed.id, work.claim.period, work.claim.sha256);
    bool appends = work.answers.second_file ? *work.answers.second_file == runs::SecondFileAnswer::append
                                            : contract.second_file == engine::SecondFile::append;
    work.keep_earlier = (work.second_to && appends) || std::ranges::find(approved, runs::no_removals) != approved.end();
}

// What the rules read of other feeds, as far as their owners allow it.
void gather_references(Work& work, db::Session& db)
{
    for (const auto& key : work.contract.schema.foreign_keys) {
        if (key.resource.empty()) continue;
        auto readable = feeds::readable(db, work.claim.feed.id, key.resource);
        if (!readable.covers(key.reference_fields)) {
            work.not_granted = engine::Reason{
                "not_granted",
                fmt::format(
                    "{} may not read {} of “{}”, which belongs to {}. A moderator or an admin can allow it on the "
                    "page of that regular file; then run the file again.",
                    work.claim.feed.title, fmt::join(key.reference_fields, ", "), key.resource, readable.owner),
                false};
            continue;
        }
        if (!readable.everything) work.reference_columns[key.resource] = readable.columns;
        if (auto known = reports::last_clean_csv_of(db, key.resource, work.claim.period))
            work.references[key.resource] = *known;
    }
}
} // namespace

void gather(Work& work, db::Session& db)
{
    const auto& claim = work.claim;
    work.school = departments::school(db);
    work.fixes = runs::fixes_before(db, claim.id);
    work.answers = runs::answers_of(db, claim.id);
    work.memory = feeds::memory_of(db, claim.feed.id);
    if (auto sealed = runs::sealed_password_of(db, claim.id); sealed && work.context.keys)
        work.password = work.context.keys->open(*sealed, runs::sealed_password_about);
    gather_versions(work, db);
    settle_second_file(work, db);
    gather_references(work, db);
}

Outcome receive(Work& work)
{
    const auto& claim = work.claim;
    work.start_stage(engine::StageName::receive);
    auto bytes = work.context.storage.open(storage::Kind::upload, claim.sha256)->size();
    try {
        work.contract = engine::parse_contract(claim.contract_text, claim.feed.key);
    } catch (const engine::ContractErrors& errors) {
        return Fail{{"bad_contract",
                     "The file rules of " + claim.feed.title +
                         " cannot be read any more: " + errors.errors().front().message +
                         " A moderator can save a corrected version; then run the file again.",
                     false}};
    }
    work.context.database.read([&](db::Session& db) {
        gather(work, db);
        incidents::ask_first(db, work.memory.choices);
    });
    if (work.not_granted) return Fail{*work.not_granted};
    work.finish_stage({engine::StageName::receive, 0, 0, {claim.file_name + ", " + std::to_string(bytes) + " bytes"}});
    return Advance{};
}
} // namespace pipeline
