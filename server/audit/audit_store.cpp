#include "server/audit/audit_store.hpp"
#include "server/audit/chain.hpp"
#include "server/db/clock.hpp"

namespace audit
{
namespace
{
struct TakenHead : Head {
    std::string now; // of the database
};
BOOST_DESCRIBE_STRUCT(TakenHead, (Head), (now))

struct Detail {
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(Detail, (), (detail))

constexpr db::Sql columns =
    "id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id, detail";

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
} // namespace

void append(db::Session& db, AuditEvent event)
{
    // The update locks the end of the chain until the transaction ends, so that ids and hashes make one line.
    db::Query take("UPDATE audit_head SET last_id = last_id + 1 RETURNING last_id, hash, ");
    take.add(db::clock_of(db.engine())).add(" AS now");
    static constexpr auto insert = R"sql(
        INSERT INTO audit_log (id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id,
                               detail, salt, detail_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))sql";
    auto head = db.find<TakenHead>(take).value();
    event.id = head.last_id;
    event.at = head.now;
    auto salt = new_salt();
    auto detail_hash = hash_of_detail(salt, event.detail);
    auto hash = chained(head.hash, event, detail_hash);
    db.exec(insert, event.id, event.at, event.actor_id, event.actor, event.action, event.subject, event.subject_id,
            event.department_id, event.address, event.request_id, event.detail, salt, detail_hash, hash);
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

std::int64_t forget_details(db::Session& db, const std::function<bool(std::string_view)>& mentions)
{
    static constexpr auto sql = "UPDATE audit_log SET detail = $2, salt = NULL WHERE detail = $1 AND salt IS NOT NULL";
    std::int64_t gone = 0;
    for (const auto& [detail] : db.all<Detail>("SELECT DISTINCT detail FROM audit_log WHERE salt IS NOT NULL"))
        if (mentions(detail)) gone += db.exec(sql, detail, taken_out_detail);
    return gone;
}
} // namespace audit
