#include "server/reports/restore_routes.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/reports/report_store.hpp"
#include "server/reports/restore_store.hpp"
#include "server/reports/restoring.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/dry_runs.hpp"
#include "server/runs/masking.hpp"
#include "server/sharing/desk.hpp"
#include "server/sharing/part_store.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace reports
{
namespace may = http::may;

namespace
{
struct RestoreReason {
    std::string reason;
    std::int64_t in_force = 0; // the id of the version that the person has seen in force
};
BOOST_DESCRIBE_STRUCT(RestoreReason, (), (reason, in_force))

TwoVersions versions_of(http::Call& call)
{
    return call.database().read(
        [&](db::Session& db) { return require(restorable(db, users::scope_of(call), call.id())); });
}

engine::VersionChanges compared(http::Call& call, const TwoVersions& versions)
{
    return require(call.use<runs::DryRuns>().compare(versions.contract, versions.rows_in_force, versions.earlier_rows,
                                                     call.unwanted));
}

std::string rows(std::int64_t count, const char* one, const char* many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::vector<std::string> reversed(const engine::VersionChanges& changes)
{
    if (!changes.changes)
        return {fmt::format("The report has {} again instead of {}.", rows(changes.rows_now, "row", "rows"),
                            changes.rows_before)};
    const auto& [created, updated, unchanged, gone] = *changes.changes;
    std::vector<std::string> out;
    if (gone > 0) out.push_back(rows(gone, "row that came since is", "rows that came since are") + " taken out again.");
    if (updated > 0) out.push_back(rows(updated, "row gets its", "rows get their") + " earlier values back.");
    if (created > 0) out.push_back(rows(created, "row that was gone is", "rows that were gone are") + " there again.");
    if (out.empty()) out.emplace_back("Nothing: the rows of both versions are the same.");
    return out;
}

std::vector<std::string> kept(const TwoVersions& versions)
{
    return {fmt::format("Version {} stays as it was published, and so does every other: it can be restored in turn.",
                        versions.in_force.version),
            "The files that were sent, their corrections and the rows that wait for one stay as they are."};
}

std::vector<std::string> remains(const TwoVersions& versions, const Aftermath& after)
{
    std::vector<std::string> out;
    auto since = fmt::format("what was published after version {}", versions.earlier.version);
    if (after.downloads > 0)
        out.push_back(fmt::format("Copies of {} stay where they are: {} by {}.", since,
                                  rows(after.downloads, "download", "downloads"), fmt::join(after.readers, ", ")));
    if (!after.feeds.empty())
        out.push_back(fmt::format("Reports that were checked against it stay as they were published: {}. Run their "
                                  "files again where it matters.",
                                  fmt::join(after.feeds, ", ")));
    if (out.empty()) out.push_back(fmt::format("Nothing: nobody has downloaded {} from here.", since));
    return out;
}

runs::Shown<Restoring> show_restoring(http::Call& call)
{
    auto versions = versions_of(call);
    auto department = call.database().read(
        [&](db::Session& db) { return find(db, users::scope_of(call), call.id()).value().department; });
    auto after = call.database().read([&](db::Session& db) { return since(db, versions); });
    auto changes = compared(call, versions);
    return runs::Masking(users::user_of(call), department)
        .hand_out(Restoring{{versions.earlier.id, versions.earlier.version},
                            {versions.in_force.id, versions.in_force.version},
                            changes,
                            reversed(changes),
                            kept(versions),
                            remains(versions, after)});
}

http::Created<Report> restore_report(http::Call& call, RestoreReason because)
{
    if (because.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        throw http::Stop(http::invalid({{"reason", "must say why, in a few words"}}, false));
    auto versions = versions_of(call);
    call.database().read([&](db::Session& db) { sharing::require_not_withdrawn(db, versions.earlier.id); });
    if (versions.in_force.id != because.in_force)
        throw Refusal{Why::conflict, "Another version has been published just now. Look at what would change again."};
    auto changes = compared(call, versions).changes.value_or(engine::Changes{});
    return {call.database().transact([&](db::Session& db) {
        auto made = require(restore(db, users::user_of(call), versions, changes, because.reason, call.trace_id));
        audit::note(db, call, "report.restore", {"report", made.id, made.department.id},
                    fmt::format("{}, version {} is version {} again: {}", made.report_key, made.version,
                                versions.earlier.version, because.reason));
        sharing::note_personal(db, made.id, sharing::standing_of(db, versions.earlier.id).personal);
        sharing::copy_parts(db, versions.earlier.id, made);
        sharing::hand_over(db, made);
        sharing::mail_waiting(db, call.use<sharing::Desk>(), made.id);
        runs::announce(db, call.use<runs::EventSink>(), made);
        return made;
    })};
}

constexpr http::Route routes_of_restoring[] = {
    http::get<&show_restoring>("/api/reports/{id}/restore", may::approve,
                               "Show what restoring this version would reverse, keep and not reach")
        .asks_engine()
        .reads("report"),
    http::post<&restore_report>("/api/reports/{id}/restore", may::approve,
                                "Publish this earlier version once more as the newest one")
        .asks_engine(),
};
} // namespace

std::span<const http::Route> restore_routes() { return routes_of_restoring; }
} // namespace reports
