#include "server/pipeline/retention.hpp"
#include "engine/contract/contract.hpp"
#include "server/audit/audit_store.hpp"
#include "server/pipeline/person_search.hpp"
#include "server/students/hold_store.hpp"
#include "server/uploads/retention_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace pipeline
{
namespace
{
std::int64_t days_kept(const uploads::KeptFeed& feed, std::int64_t otherwise)
{
    try {
        return engine::parse_contract(feed.contract_text, feed.key)
            .privacy.retention_days.value_or(static_cast<int>(otherwise));
    } catch (const engine::ContractErrors&) {
        return otherwise;
    }
}

// Whether the file, or a correction sheet for it, speaks of one of them.
bool is_on_hold(Context& context, const std::vector<students::Searchable>& files, std::int64_t upload_id,
                const std::vector<std::string>& identifiers)
{
    auto runs = context.database.read([&](db::Session& db) { return students::runs_over(db, upload_id); });
    auto is_of_upload = [&](const students::Searchable& file) {
        if (file.kind == students::PlaceKind::upload) return file.id == upload_id;
        return std::ranges::any_of(runs, [&](const auto& run) { return run.id == file.run_id; });
    };
    for (const auto& file : files)
        for (const auto& identifier : identifiers) {
            if (!is_of_upload(file)) continue;
            auto rows = PersonSearch(context, identifier).in(file);
            if (!rows || !rows->places.empty()) return true;
        }
    return false;
}
// "1 file", "2 files"
std::string counted(std::size_t count, const char* what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}
} // namespace

std::size_t purge_old_files(Context& context)
{
    std::size_t gone = 0;
    auto [feeds, identifiers] = context.database.read([&](db::Session& db) {
        auto on_hold = context.keys ? students::identifiers_on_hold(db, *context.keys) : std::vector<std::string>{};
        return std::pair{uploads::feeds_with_files(db), on_hold};
    });
    for (const auto& feed : feeds) {
        auto days = days_kept(feed, context.retention_days);
        auto [old, files] = context.database.read([&](db::Session& db) {
            auto ids = uploads::sent_before(db, feed.id, db.now(-std::chrono::hours(24 * days)));
            auto all =
                ids.empty() || identifiers.empty() ? std::vector<students::Searchable>{} : students::files_sent(db);
            if (!all.empty())
                for (auto more : {students::slips(db), students::rows_made(db)})
                    all.insert(all.end(), more.begin(), more.end());
            return std::pair{ids, all};
        });
        auto found = old.size();
        std::erase_if(old, [&](const uploads::OldFile& file) {
            return !identifiers.empty() && is_on_hold(context, files, file.id, identifiers);
        });
        if (old.empty()) continue;
        context.database.transact([&](db::Session& db) {
            auto reports = uploads::take_away(db, old);
            // Before the commit: a manifest that outlived its row would bring the file back.
            for (const auto& file : old) context.storage.remove_manifest(file.sha256, file.id);
            audit::AuditEvent event;
            event.actor = "BatchOps";
            event.action = "feed.purge";
            event.subject = "feed";
            event.subject_id = feed.id;
            event.department_id = feed.department_id;
            event.detail = fmt::format(
                "{} sent more than {} days ago, with {}; {} kept by a legal hold", counted(old.size(), "file"), days,
                counted(static_cast<std::size_t>(reports), "report"), counted(found - old.size(), "file"));
            audit::append(db, std::move(event));
        });
        gone += old.size();
    }
    return gone;
}
} // namespace pipeline
