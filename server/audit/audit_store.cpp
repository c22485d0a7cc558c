#include "server/audit/audit_store.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"

namespace audit
{
namespace
{
struct Head {
    std::int64_t last_id = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Head, (), (last_id, hash))

struct HashedEvent : AuditEvent {
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(HashedEvent, (AuditEvent), (hash))

constexpr db::Sql columns =
    "id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id, detail, hash";

constexpr db::Order orders[] = {{"id", "id"}};

db::Query where_of(const Filter& filter)
{
    db::Query where("TRUE");
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(
            " AND (LOWER(actor) LIKE ? ESCAPE '!' OR action LIKE ? ESCAPE '!' OR LOWER(detail) LIKE ? ESCAPE '!')",
            pattern, pattern, pattern);
    }
    if (filter.subject) where.add(" AND subject = ?", *filter.subject);
    if (filter.subject_id) where.add(" AND subject_id = ?", *filter.subject_id);
    if (filter.actor_id) where.add(" AND actor_id = ?", *filter.actor_id);
    if (filter.since) where.add(" AND at >= ?", *filter.since);
    if (filter.until) where.add(" AND at < ?", *filter.until);
    if (filter.data_only) where.add(" AND subject IN ('upload', 'run', 'report', 'feed', 'department', 'incident')");
    return where;
}

std::string chained(const std::string& before, const AuditEvent& event)
{
    return sha256_hex(before + json::serialize(json::encode(event)));
}
} // namespace

void append(db::Session& db, AuditEvent event)
{
    // The update locks the end of the chain until the transaction ends, so that ids and hashes make one line.
    static constexpr auto take = "UPDATE audit_head SET last_id = last_id + 1 RETURNING last_id, hash";
    static constexpr auto insert = R"sql(
        INSERT INTO audit_log (id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id,
                               detail, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql";
    auto head = db.find<Head>(take).value();
    event.id = head.last_id;
    event.at = db.now();
    auto hash = chained(head.hash, event);
    db.exec(insert, event.id, event.at, event.actor_id, event.actor, event.action, event.subject, event.subject_id,
            event.department_id, event.address, event.request_id, event.detail, hash);
    db.exec("UPDATE audit_head SET hash = $1", hash);
}

std::vector<AuditEvent> events_of(db::Session& db, const std::string& subject, std::int64_t subject_id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM audit_log WHERE subject = ? AND subject_id = ? ORDER BY id", subject, subject_id);
    return db.all<AuditEvent>(query);
}

Result<db::Page<AuditEvent>> list(db::Session& db, const Filter& filter, const db::PageQuery& wanted)
{
    return db::page<AuditEvent>(db, {columns, "audit_log", "id", where_of(filter), orders, true}, wanted);
}

std::vector<AuditEvent> matching(db::Session& db, const Filter& filter)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM audit_log WHERE ").add(where_of(filter)).add(" ORDER BY id DESC LIMIT 50000");
    return db.all<AuditEvent>(query);
}

std::int64_t count(db::Session& db) { return db.value<std::int64_t>("SELECT COUNT(*) FROM audit_log"); }

std::optional<std::int64_t> first_broken(db::Session& db)
{
    constexpr std::int64_t step = 500;
    std::string before;
    std::int64_t last = 0;
    for (;;) {
        db::Query query("SELECT ");
        query.add(columns).add(" FROM audit_log WHERE id > ? ORDER BY id LIMIT ?", last, step);
        auto events = db.all<HashedEvent>(query);
        for (const auto& event : events) {
            if (event.id != last + 1 || chained(before, event) != event.hash) return last + 1;
            before = event.hash;
            last = event.id;
        }
        if (events.empty()) break;
    }
    auto head = db.find<Head>("SELECT last_id, hash FROM audit_head").value();
    if (head.last_id != last || head.hash != before) return last + 1;
    return std::nullopt;
}
} // namespace audit
