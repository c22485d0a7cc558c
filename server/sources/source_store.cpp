#include "server/sources/source_store.hpp"
#include "server/events/event_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/notifications/outbox_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace sources
{
namespace
{
constexpr std::size_t longest_name = 120, most_routes = 200;
constexpr db::Sql selected = R"sql(
    SELECT s.id, s.sealed_secrets IS NOT NULL AS has_secret, s.name, s.kind, s.place, s.feed_id, f.key AS feed_key, f.title AS feed_title, s.routes, s.after,
           s.settle_s, s.ready_suffix, s.enabled, s.paused_reason, s.looked_at, s.failing_since, s.failing_words,
           o.id AS owner_id, o.name AS owner_name, s.version,
           (SELECT COUNT(*) FROM source_items i WHERE i.source_id = s.id AND i.state = 'taken') AS uploads
      FROM sources s JOIN users o ON o.id = s.owner_id LEFT JOIN feeds f ON f.id = s.feed_id)sql";
constexpr auto item_columns = R"sql(
    i.id, i.identity, i.name, i.bytes, i.first_seen, i.state, i.upload_id, i.cared_for, i.attempts, i.next_try,
    i.words)sql";
constexpr db::Order item_orders[] = {{"id", "i.id"}};

struct Awaited {
    std::int64_t feed_id = 0;
    std::string period;
};
BOOST_DESCRIBE_STRUCT(Awaited, (), (feed_id, period))

bool is_taken(db::Session& db, const std::string& name, std::int64_t except)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM sources WHERE name = $1 AND id <> $2)", name, except);
}

bool is_feed(db::Session& db, std::int64_t id)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM feeds WHERE id = $1)", id);
}
} // namespace

std::vector<Source> all(db::Session& db)
{
    db::Query query(selected);
    return db.all<Source>(query.add(" ORDER BY s.name"));
}

std::optional<Source> find(db::Session& db, std::int64_t id)
{
    db::Query query(selected);
    return db.find<Source>(query.add(" WHERE s.id = ?", id));
}

json::FieldErrors errors_in(db::Session& db, const SourceInput& input, const Reach& reach)
{
    auto errors = errors_in_place(input, reach);
    if (input.name.find_first_not_of(' ') == std::string::npos || input.name.size() > longest_name)
        errors.push_back({"name", "Give the source a short name."});
    if (input.feed_id && !is_feed(db, *input.feed_id)) errors.push_back({"feed_id", "There is no such regular file."});
    if (input.routes.size() > most_routes) errors.push_back({"routes", "There can be 200 rules at most."});
    for (std::size_t i = 0; i < std::min(input.routes.size(), most_routes); ++i) {
        if (input.routes[i].pattern.empty() || input.routes[i].pattern.size() > longest_name)
            errors.push_back({fmt::format("routes[{}].pattern", i), "Give a pattern such as fees*.csv."});
        if (!is_feed(db, input.routes[i].feed_id))
            errors.push_back({fmt::format("routes[{}].feed_id", i), "There is no such regular file."});
    }
    if (input.settle_s < 1 || input.settle_s > 3600) errors.push_back({"settle_s", "Choose a second to an hour."});
    auto suffix = input.ready_suffix.value_or("");
    if (suffix.size() > 20 || suffix.find('/') != std::string::npos)
        errors.push_back({"ready_suffix", "Give an ending such as .ok."});
    return errors;
}

Result<Source> insert(db::Session& db, const SourceInput& input, std::int64_t owner)
{
    static constexpr auto sql = R"sql(
        INSERT INTO sources (name, kind, place, feed_id, routes, after, settle_s, ready_suffix, enabled, owner_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id)sql";
    if (is_taken(db, input.name, 0)) return refuse(Why::conflict, "There is a source of this name already.");
    auto id = db.value<std::int64_t>(sql, input.name, input.kind, input.place, input.feed_id, input.routes, input.after,
                                     input.settle_s, input.ready_suffix, input.enabled, owner);
    return find(db, id).value();
}

Result<Source> change(db::Session& db, std::int64_t id, const SourceInput& input)
{
    static constexpr auto sql = R"sql(
        UPDATE sources SET name = $2, kind = $3, place = $4, feed_id = $5, routes = $6, after = $7, settle_s = $8,
                           ready_suffix = $9, enabled = $10, version = version + 1 WHERE id = $1)sql";
    if (is_taken(db, input.name, id)) return refuse(Why::conflict, "There is a source of this name already.");
    if (db.exec(sql, id, input.name, input.kind, input.place, input.feed_id, input.routes, input.after, input.settle_s,
                input.ready_suffix, input.enabled) == 0)
        return refuse(Why::not_found, "There is no such source.");
    return find(db, id).value();
}

Result<void> remove(db::Session& db, std::int64_t id)
{
    if (db.value<bool>("SELECT EXISTS (SELECT 1 FROM schedules WHERE source_id = $1)", id))
        return refuse(Why::conflict,
                      "A schedule picks files up from here. Remove it, or give it another source, first.");
    if (db.exec("DELETE FROM sources WHERE id = $1", id) == 0)
        return refuse(Why::not_found, "There is no such source.");
    return {};
}

void set_paused(db::Session& db, std::int64_t id, const std::optional<std::string>& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE sources SET paused_reason = $2, paused_at = CASE WHEN $2 IS NULL THEN NULL ELSE $3 END,
               version = version + 1 WHERE id = $1)sql";
    db.exec(sql, id, reason, db.now());
}

void note_look(db::Session& db, std::int64_t id, const std::optional<std::string>& failed_words)
{
    static constexpr auto worked = R"sql(
        UPDATE sources SET looked_at = $2, failing_words = NULL, failing_since = NULL, failed_looks = 0,
               keeps_failing = FALSE
         WHERE id = $1)sql";
    static constexpr auto failed = R"sql(
        UPDATE sources SET looked_at = $2, failing_words = $3, failing_since = COALESCE(failing_since, $2),
               failed_looks = failed_looks + 1,
               keeps_failing = keeps_failing OR failed_looks >= 2 OR (failed_looks = 1 AND failing_since <= $4)
         WHERE id = $1)sql";
    auto keeps_failing = [&] {
        return db.value<bool>("SELECT EXISTS (SELECT 1 FROM sources WHERE id = $1 AND keeps_failing)", id);
    };
    bool before = keeps_failing();
    if (failed_words)
        db.exec(failed, id, db.now(), *failed_words, db.now(-std::chrono::hours(1)));
    else
        db.exec(worked, id, db.now());
    if (keeps_failing() != before) announce(db, id);
}

void announce(db::Session& db, std::int64_t id)
{
    events::append(db, events::Kind::source, std::nullopt, json::serialize(json::encode(SourceEvent{id})));
}

Known known_of(db::Session& db, std::int64_t source_id)
{
    // Of those that are awaited only what has begun to be: a file of the next period comes with its period in its name.
    static constexpr auto awaited = R"sql(
        SELECT d.feed_id, d.period FROM due_files d
         WHERE d.state IN ('open', 'late') AND d.opens_at <= $1
           AND d.due_at = (SELECT MIN(e.due_at) FROM due_files e
                            WHERE e.feed_id = d.feed_id AND e.state IN ('open', 'late')))sql";
    Known known;
    db::Query query("SELECT ");
    query.add(item_columns).add(" FROM source_items i WHERE i.source_id = ?", source_id);
    for (auto& item : db.all<Item>(query)) known.items.emplace(item.identity, item);
    known.feeds = feeds::all_rules(db, users::Scope::everything());
    known.now = db.now();
    for (auto& one : db.all<Awaited>(awaited, known.now)) known.awaited.emplace(one.feed_id, one.period);
    return known;
}

void note_seen(db::Session& db, std::int64_t source_id, const std::vector<Found>& found)
{
    static constexpr auto sql = R"sql(
        INSERT INTO source_items (source_id, identity, name, bytes, first_seen, state) VALUES ($1, $2, $3, $4, $5, 'seen')
        ON CONFLICT (source_id, identity) DO UPDATE
           SET first_seen = excluded.first_seen, state = 'seen', upload_id = NULL, words = '', attempts = 0,
               next_try = NULL, cared_for = FALSE
         WHERE source_items.cared_for)sql";
    // What was seen half-written and is another by now is forgotten; what was taken is not.
    static constexpr auto forget = R"sql(
        DELETE FROM source_items WHERE source_id = $1 AND name = $2 AND identity <> $3 AND state = 'seen')sql";
    for (const auto& file : found) {
        db.exec(forget, source_id, file.name, file.identity());
        db.exec(sql, source_id, file.identity(), file.name, file.bytes, db.now());
    }
}

void note_taken(db::Session& db, std::int64_t source_id, const std::string& identity, ItemState state,
                std::int64_t upload_id, const std::string& words)
{
    static constexpr auto sql = R"sql(
        UPDATE source_items SET state = $3, upload_id = $4, words = $5, next_try = NULL
         WHERE source_id = $1 AND identity = $2)sql";
    db.exec(sql, source_id, identity, state, upload_id, words);
}

void note_failed(db::Session& db, std::int64_t source_id, const std::string& identity, const std::string& words)
{
    static constexpr auto attempts =
        "SELECT COALESCE(MAX(attempts), 0) FROM source_items WHERE source_id = $1 AND identity = $2";
    static constexpr auto sql = R"sql(
        UPDATE source_items SET state = 'failed', attempts = attempts + 1, next_try = $3, words = $4
         WHERE source_id = $1 AND identity = $2)sql";
    auto before = db.value<std::int64_t>(attempts, source_id, identity);
    db.exec(sql, source_id, identity, db.now(notifications::back_off(before)), words);
}

void note_cared_for(db::Session& db, std::int64_t source_id, const std::string& identity)
{
    db.exec("UPDATE source_items SET cared_for = TRUE WHERE source_id = $1 AND identity = $2", source_id, identity);
}

Result<db::Page<Item>> list_items(db::Session& db, std::int64_t source_id, const db::PageQuery& wanted)
{
    return db::page<Item>(
        db, {item_columns, "source_items i", "i.id", db::Query("i.source_id = ?", source_id), item_orders, true},
        wanted);
}
} // namespace sources
