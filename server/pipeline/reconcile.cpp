#include "server/pipeline/reconcile.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/uploads/upload_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace pipeline
{
namespace
{
using storage::Manifest;
using uploads::Upload;

Result<Upload> read(const storage::Storage& storage, const Manifest& manifest)
{
    Upload upload;
    json::FieldErrors errors;
    boost::system::error_code failed;
    auto document = json::parse(storage.read_manifest(manifest), failed);
    if (!failed) json::decode(&document, upload, "", errors);
    if (failed || !errors.empty() || upload.sha256 != manifest.sha256)
        return refuse(Why::invalid, fmt::format("The manifest of {} cannot be read.", manifest.sha256));
    return upload;
}

std::string about(const Upload& upload)
{
    return fmt::format("“{}”, sent by {} for {} on {}", upload.file_name, upload.uploader.name, upload.feed.title,
                       upload.accepted_at.substr(0, 10));
}

// The upload as it is after it was taken in again, under the number that it has now.
Result<Upload> adopt(Context& context, const Upload& sent)
{
    if (!context.storage.is_whole(storage::Kind::upload, sent.sha256))
        return refuse(Why::conflict, about(sent) + ": the file is missing or damaged.");
    return context.database.transact([&](db::Session& db) -> Result<Upload> {
        auto feed = feeds::find_rules(db, users::Scope::everything(), sent.feed.key);
        if (!feed || feed->contract_version == 0)
            return refuse(Why::conflict, about(sent) + ": this database has no such regular file.");
        auto uploader = uploads::adopter(db, sent.uploader);
        if (!uploader) return refuse(Why::conflict, about(sent) + ": this database has no sender and no admin.");
        if (auto known = uploads::find_sent(db, feed->id, sent))
            return *known; // cut off before its manifest was written
        uploads::NewUpload fresh{
            *feed,          sent.period,
            sent.file_name, sent.sha256,
            sent.bytes,     "uploads/" + sent.sha256.substr(0, 2) + "/" + sent.sha256.substr(2, 2) + "/" + sent.sha256,
            *uploader,      {},
            random_hex(16), true};
        auto accepted = uploads::accept(db, fresh);
        if (!accepted) return std::unexpected(accepted.error());
        uploads::set_accepted_at(db, accepted->upload.id, sent.accepted_at);
        audit::AuditEvent event;
        event.actor = "BatchOps";
        event.action = "upload.adopt";
        event.subject = "upload";
        event.subject_id = accepted->upload.id;
        event.department_id = accepted->upload.department.id;
        event.detail = sent.sha256;
        audit::append(db, std::move(event));
        return uploads::find(db, users::Scope::everything(), accepted->upload.id).value();
    });
}

// In the order in which they were sent, so that the newer one becomes the newer version.
std::vector<std::pair<Manifest, Upload>>
unknown_to_database(Context& context, const std::vector<Manifest>& manifests,
                    const std::set<std::pair<std::string, std::int64_t>>& known, Reconciled& done)
{
    std::vector<std::pair<Manifest, Upload>> unknown;
    for (const auto& manifest : manifests) {
        if (known.contains({manifest.sha256, manifest.upload_id})) continue;
        if (auto upload = read(context.storage, manifest))
            unknown.emplace_back(manifest, std::move(*upload));
        else
            done.not_adopted.push_back(upload.error().message);
    }
    std::ranges::sort(unknown, {}, [](const auto& one) { return std::pair(one.second.accepted_at, one.second.id); });
    return unknown;
}
} // namespace

Reconciled reconcile(Context& context)
{
    Reconciled done;
    auto rows = context.database.read([](db::Session& db) { return uploads::all_stored(db); });
    auto manifests = context.storage.manifests();
    std::set<std::pair<std::string, std::int64_t>> in_rows, in_storage;
    for (const auto& row : rows) in_rows.emplace(row.sha256, row.id);
    for (const auto& manifest : manifests) in_storage.emplace(manifest.sha256, manifest.upload_id);

    for (const auto& [manifest, sent] : unknown_to_database(context, manifests, in_rows, done)) {
        auto upload = adopt(context, sent);
        if (!upload) {
            done.not_adopted.push_back(upload.error().message);
            continue;
        }
        context.storage.write_manifest(upload->sha256, upload->id, json::serialize(json::encode(*upload)));
        if (upload->id != manifest.upload_id) context.storage.remove_manifest(manifest.sha256, manifest.upload_id);
        ++done.adopted;
    }
    for (const auto& row : rows) {
        if (!context.storage.has(storage::Kind::upload, row.sha256)) {
            done.missing.push_back(fmt::format("“{}” ({})", row.file_name, row.sha256));
        } else if (!in_storage.contains({row.sha256, row.id})) {
            auto upload = context.database.read(
                [&](db::Session& db) { return uploads::find(db, users::Scope::everything(), row.id).value(); });
            context.storage.write_manifest(row.sha256, row.id, json::serialize(json::encode(upload)));
            ++done.noted;
        }
    }
    if (done.adopted > 0)
        logs::warn("storage", "the database is older than the stored files; they were taken in again",
                   {{"adopted", done.adopted}});
    if (!done.not_adopted.empty()) // names of files are for the terminal; logs do not keep them
        logs::error("storage", "stored files belong to nothing in the database; batchops reconcile names them",
                    {{"count", static_cast<std::int64_t>(done.not_adopted.size())}});
    if (!done.missing.empty())
        logs::error("storage", "the database knows files that are not stored; batchops reconcile names them",
                    {{"count", static_cast<std::int64_t>(done.missing.size())}});
    return done;
}
} // namespace pipeline
