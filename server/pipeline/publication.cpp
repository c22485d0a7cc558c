#include "server/pipeline/publication.hpp"
#include "base/failpoint.hpp"
#include "server/audit/audit_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/pipeline/objects.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/reports/report_store.hpp"
#include "server/sharing/desk.hpp"
#include "server/sharing/part_store.hpp"
#include "server/sharing/standing_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace pipeline
{
namespace
{
std::optional<std::string> note_of(const engine::Ledger& ledger)
{
    if (ledger.held_back == 0) return std::nullopt;
    return std::to_string(ledger.held_back) + (ledger.held_back == 1 ? " row is" : " rows are") +
           " held back until corrected and will join as the next version.";
}
void keep_parts(Work& work, db::Session& db, const std::vector<sharing::NewPart>& parts)
{
    std::map<std::string, std::int64_t> bytes; // in one order everywhere, as keep_files has it
    for (const auto& part : parts)
        for (const auto& file : part.files) bytes[file.sha256] = file.bytes;
    for (const auto& [sha256, size] : bytes) keep_object(work.context, db, {storage::Kind::made, sha256, size});
}

// A row for each recipient; the mails are made of them right after the commit.
void share(Work& work, db::Session& db, const reports::Report& report, const std::vector<sharing::NewPart>& parts)
{
    keep_parts(work, db, parts);
    sharing::save_parts(db, report, parts);
    sharing::note_personal(db, report.id, std::ranges::any_of(work.contract.schema.fields, &engine::Field::personal));
    sharing::hand_over(db, report);
    if (!work.context.keys) return;
    notifications::Outbox outbox{*work.context.keys, [] {}};
    notifications::add(db, outbox, sharing::mailing_topic, fmt::format("mailing:{}", report.id),
                       std::to_string(report.id));
}
} // namespace

void commit_publication(Work& work, const std::vector<sharing::NewPart>& parts)
{
    const auto& claim = work.claim;
    const auto& ledger = work.prepared.ledger;
    const auto published = ledger.passed + ledger.fixed;
    reports::NewReport fresh{claim.id,
                             claim.feed,
                             claim.department.id,
                             claim.period,
                             work.contract.report.title.empty() ? work.contract.title : work.contract.report.title,
                             work.published.columns,
                             work.published.rows,
                             ledger.held_back,
                             note_of(ledger),
                             work.report_files,
                             work.prepared.changes,
                             work.prepared.kept,
                             claim.approval_reason,
                             {}};
    work.change([&](db::Session& db) {
        if (!runs::succeed(db, claim.fence(), ledger.in, published, ledger.held_back)) return false;
        runs::save_files(db, claim.id, work.files);
        keep_files(work, db);
        if (!work.published.summaries.empty()) runs::save_columns(db, claim.id, work.published.summaries);
        auto report = reports::insert(db, fresh);
        audit::append(db, {0,
                           "",
                           {},
                           "BatchOps",
                           "report.publish",
                           "report",
                           report.id,
                           claim.department.id,
                           {},
                           {},
                           report.report_key + ", version " + std::to_string(report.version)});
        share(work, db, report, parts);
        runs::announce(db, work.context.events, report);
        failpoint("before_publication_commit");
        return true;
    });
    failpoint("after_publication_commit");
}
} // namespace pipeline
