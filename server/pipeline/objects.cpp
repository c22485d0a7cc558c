#include "server/pipeline/objects.hpp"
#include "base/log.hpp"
#include "server/audit/audit_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pipeline
{
using objects::Object;
using storage::Kind;

void ObjectRegister::coming(Kind kind, std::span<const storage::Stored> objects)
{
    database_.transact([&](db::Session& db) { objects::note_coming(db, kind, objects); });
}

void ObjectRegister::refused(Kind kind, const std::string& sha256) noexcept
{
    try {
        remove_unneeded(database_, storage_, {kind, sha256, 0});
    } catch (...) { // then it is collected in a day
    }
}

void ObjectRegister::lost(const storage::Lost& lost) noexcept
{
    try {
        std::lock_guard lock(mutex_);
        if (std::ranges::find(lost_, lost.sha256, &Object::sha256) == lost_.end())
            lost_.push_back({lost.kind, lost.sha256, 0});
    } catch (...) { // whoever meets it next says so
    }
    look_.give();
}

std::vector<Object> ObjectRegister::take_lost()
{
    std::lock_guard lock(mutex_);
    return std::exchange(lost_, {});
}

void keep_object(Context& context, db::Session& db, const Object& object)
{
    objects::keep(db, object);
    if (!context.storage.has(object.kind, object.sha256)) throw storage::Lost(object.kind, object.sha256, true);
}

bool remove_unneeded(db::Database& database, storage::Storage& storage, const Object& object,
                     const std::optional<std::string>& doomed_before)
{
    // The bytes go while the row is locked: whoever stores the same ones meanwhile waits, and puts them back.
    return database
        .transact([&](db::Session& db) -> Result<void> {
            if (!objects::forget(db, object, doomed_before)) return refuse(Why::conflict, "It is needed.");
            if (!storage.remove(object.kind, object.sha256)) return refuse(Why::conflict, "A manifest holds it.");
            return {};
        })
        .has_value();
}

std::size_t collect(Context& context, std::chrono::seconds wait)
{
    for (std::optional<Object> after = Object{Kind::made, "", 0}; after;)
        after = context.database.transact([&](db::Session& db) { return objects::mark(db, *after); });
    auto [before, doomed] = context.database.read([&](db::Session& db) {
        auto instant = db.now(-wait);
        return std::pair{instant, objects::doomed_before(db, instant)};
    });
    std::size_t gone = 0;
    for (const auto& object : doomed) gone += remove_unneeded(context.database, context.storage, object, before);
    return gone;
}

void scrub(Context& context, std::int64_t bytes)
{
    constexpr std::int64_t most = 10'000;
    auto due = context.database.read([&](db::Session& db) {
        return objects::least_recently_checked(db, db.now(-std::chrono::hours(24 * 30)), most);
    });
    std::vector<Object> lost;
    for (const auto& object : due) {
        if (bytes < 0) break;
        bytes -= object.bytes;
        if (!context.storage.is_whole(object.kind, object.sha256))
            lost.push_back(object);
        else
            context.database.transact([&](db::Session& db) { objects::note_whole(db, object); });
    }
    announce_lost(context, lost);
}

void announce_lost(Context& context, const std::vector<Object>& found)
{
    for (const auto& object : found) {
        if (context.storage.is_whole(object.kind, object.sha256)) continue; // put back meanwhile, or met while it went
        context.database.transact([&](db::Session& db) {
            if (!objects::note_lost(db, object)) return;
            auto what = objects::what_refers_to(db, object);
            bool missing = !context.storage.has(object.kind, object.sha256);
            audit::AuditEvent event;
            event.actor = "BatchOps";
            event.action = missing ? "storage.missing" : "storage.damaged";
            event.subject = "hub";
            event.detail = object.sha256;
            audit::append(db, std::move(event));
            if (context.tell_admins)
                context.tell_admins(
                    db, object.sha256,
                    {missing ? "A stored file is missing" : "A stored file is damaged",
                     fmt::format(
                         "On the disk of the hub, {} {}: {}. It is not handed out and nothing is published from "
                         "it. Bring it back from a backup of the data folder, or have it sent again; the disk "
                         "should be looked at too.",
                         fmt::join(what, ", "), missing ? "is missing" : "has changed", object.sha256)});
        });
        logs::error("storage", "an object is lost",
                    {{"kind", json::enum_text(object.kind)}, {"sha256", object.sha256}});
    }
}
} // namespace pipeline
