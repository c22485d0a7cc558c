#include "server/pipeline/publication.hpp"
#include "base/failpoint.hpp"
#include "server/audit/audit_store.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/reports/report_store.hpp"

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
} // namespace

void commit_publication(Work& work)
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
        runs::announce(db, work.context.events, report);
        failpoint("before_publication_commit");
        return true;
    });
    failpoint("after_publication_commit");
}
} // namespace pipeline
