#include "server/sharing/link_store.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"

namespace sharing
{
namespace
{
constexpr db::Sql state = R"sql(
    CASE WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN l.revoked_at IS NOT NULL THEN 'revoked'
         WHEN l.expires_at <= ? THEN 'expired'
         WHEN EXISTS (SELECT 1 FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version)
              THEN 'superseded' ELSE 'active' END)sql";
// Without the clock: what has run out is told apart afterwards.
constexpr db::Sql columns = R"sql(
    l.id, p.id AS report_id, p.title AS report_title, p.version AS report_version, p.period AS report_period,
    d.id AS department_id, d.key AS department_key, d.name AS department_name, COALESCE(l.email, g.email) AS email, g.part,
    l.formats, l.note, l.password_hash IS NOT NULL AS has_password, m.id AS created_by_id, m.name AS created_by_name,
    l.created_at, l.expires_at, l.revoked_at, r.id AS revoked_by_id, r.name AS revoked_by_name,
    CASE WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN l.revoked_at IS NOT NULL THEN 'revoked'
         WHEN EXISTS (SELECT 1 FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version)
              THEN 'superseded' ELSE 'active' END AS state,
    (SELECT COUNT(*) FROM share_link_uses x WHERE x.link_id = l.id AND x.what = 'downloaded') AS downloads,
    (SELECT MAX(x.at) FROM share_link_uses x WHERE x.link_id = l.id AND x.what = 'downloaded') AS last_download_at)sql";
constexpr db::Sql from = R"sql(
    share_links l JOIN reports p ON p.id = l.report_id JOIN departments d ON d.id = p.department_id
    LEFT JOIN deliveries g ON g.id = l.delivery_id LEFT JOIN users m ON m.id = l.created_by_id
    LEFT JOIN users r ON r.id = l.revoked_by_id)sql";
constexpr db::Order orders[] = {{"id", "l.id"}};

struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

void tell_run_out(db::Session& db, std::vector<ShareLink>& links)
{
    auto now = db.now();
    for (auto& link : links)
        if ((link.state == LinkState::active || link.state == LinkState::superseded) && link.expires_at <= now)
            link.state = LinkState::expired;
}

std::vector<ShareLink> all_where(db::Session& db, const db::Query& where)
{
    db::Query query("SELECT ");
    auto found = db.all<ShareLink>(query.add(columns).add(" FROM ").add(from).add(" WHERE ").add(where));
    tell_run_out(db, found);
    return found;
}
} // namespace

MadeLink create_link(db::Session& db, const NewLink& wanted)
{
    static constexpr auto sql = R"sql(
        INSERT INTO share_links (report_id, delivery_id, email, formats, note, link_sha256, password_hash, created_by_id,
                                 created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id)sql";
    auto clear = random_base64url(32);
    auto made = db.find<Id>(sql, wanted.report_id, wanted.delivery_id, wanted.email, wanted.formats, wanted.note,
                            sha256_hex(clear), wanted.password_hash, wanted.by, db.now(), db.now(wanted.life));
    return {made.value().id, clear};
}

std::optional<ShareLink> find_link(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query where("l.id = ?", id);
    scope.limit(where, " AND p.department_id");
    auto found = all_where(db, where);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<ShareLink> links_of(db::Session& db, std::int64_t report_id)
{
    return all_where(db, db::Query("l.report_id = ? ORDER BY l.id DESC", report_id));
}

Result<db::Page<ShareLink>> list_links(db::Session& db, const users::Scope& scope, const LinkFilter& filter,
                                       const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND p.department_id");
    if (filter.department_id) where.add(" AND p.department_id = ?", *filter.department_id);
    if (filter.state) where.add(" AND ").add(state, db.now()).add(" = ?", *filter.state);
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(p.title) LIKE ? ESCAPE '!' OR LOWER(COALESCE(l.email, g.email, '')) LIKE ? ESCAPE '!')",
                  pattern, pattern);
    }
    auto page = db::page<ShareLink>(db, {columns, from, "l.id", where, orders, true}, wanted);
    if (page) tell_run_out(db, page->results);
    return page;
}

Result<ShareLink> revoke_link(db::Session& db, std::int64_t id, std::int64_t by)
{
    static constexpr auto sql =
        "UPDATE share_links SET revoked_at = $2, revoked_by_id = $3 WHERE id = $1 AND revoked_at IS NULL";
    if (db.exec(sql, id, db.now(), by) == 0) return refuse(Why::conflict, "This link has been taken back already.");
    return find_link(db, users::Scope::everything(), id).value();
}

void note_use(db::Session& db, std::int64_t id, LinkUse what, const std::string& network,
              std::optional<reports::ReportFormat> format)
{
    db.exec("INSERT INTO share_link_uses (link_id, at, what, format, network) VALUES ($1, $2, $3, $4, $5)", id,
            db.now(), what, format, network);
}

std::vector<ShareLinkUse> uses_of(db::Session& db, std::int64_t id)
{
    return db.all<ShareLinkUse>(
        "SELECT at, what, format, network FROM share_link_uses WHERE link_id = $1 ORDER BY id DESC LIMIT 500", id);
}

std::optional<OpenedLink> open_link(db::Session& db, std::string_view clear)
{
    db::Query query("SELECT l.id, l.report_id, ");
    query.add(state, db.now())
        .add(R"sql( AS state, l.expires_at, l.formats, l.password_hash, l.delivery_id, g.part_id, g.part,
               EXISTS (SELECT 1 FROM users u WHERE u.disabled_at IS NOT NULL
                        AND (u.email = LOWER(COALESCE(l.email, g.email)) OR (u.id = l.created_by_id AND l.delivery_id IS NULL))) AS closed
          FROM share_links l JOIN reports p ON p.id = l.report_id LEFT JOIN deliveries g ON g.id = l.delivery_id
         WHERE l.link_sha256 = ?)sql",
             sha256_hex(clear));
    return db.find<OpenedLink>(query);
}
} // namespace sharing
