#include "server/feeds/grant_store.hpp"
#include "server/feeds/feed_store.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace feeds
{
namespace
{
constexpr db::Sql selected = R"sql(
    SELECT g.id, r.id AS reader_id, r.key AS reader_key, r.title AS reader_title, d.name AS department_name, g.columns,
           u.id AS granted_by_id, u.name AS granted_by_name, g.granted_at
      FROM feed_grants g JOIN feeds r ON r.id = g.reader_id JOIN departments d ON d.id = r.department_id
      LEFT JOIN users u ON u.id = g.granted_by_id)sql";

struct Access {
    bool same_department = false;
    std::string owner;
    std::vector<std::string> columns;
};
BOOST_DESCRIBE_STRUCT(Access, (), (same_department, owner, columns))

std::optional<Grant> find_grant(db::Session& db, const db::Query& where)
{
    db::Query query(selected);
    query.add(" WHERE ").add(where);
    return db.find<Grant>(query);
}
} // namespace

Readable readable(db::Session& db, std::int64_t reader_id, const std::string& feed_key)
{
    static constexpr auto sql = R"sql(
        SELECT f.department_id = r.department_id AS same_department, d.name AS owner,
               COALESCE(g.columns, '[]') AS columns
          FROM feeds f JOIN departments d ON d.id = f.department_id JOIN feeds r ON r.id = $1
          LEFT JOIN feed_grants g ON g.feed_id = f.id AND g.reader_id = r.id
         WHERE f.key = $2)sql";
    auto access = db.find<Access>(sql, reader_id, feed_key);
    if (!access) return {true, {}, {}}; // there is no such feed, and nothing to read
    bool whole = access->columns == std::vector<std::string>{"*"};
    return {access->same_department || whole, access->columns, access->owner};
}

FeedGrants grants_of(db::Session& db, std::int64_t feed_id)
{
    static constexpr auto wanted = R"sql(
        SELECT r.id AS reader_id, r.key AS reader_key, r.title AS reader_title, d.name AS department_name
          FROM feeds f JOIN feed_references x ON x.resource = f.key JOIN feeds r ON r.id = x.feed_id
          JOIN departments d ON d.id = r.department_id
         WHERE f.id = $1 AND r.department_id <> f.department_id
           AND NOT EXISTS (SELECT 1 FROM feed_grants g WHERE g.feed_id = f.id AND g.reader_id = r.id)
         ORDER BY r.title)sql";
    db::Query granted(selected);
    granted.add(" WHERE g.feed_id = ? ORDER BY r.title", feed_id);
    return {db.all<Grant>(granted), db.all<WantedGrant>(wanted, feed_id)};
}

Result<Grant> grant(db::Session& db, const FeedDetail& feed, const NewGrant& fresh, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO feed_grants (feed_id, reader_id, columns, granted_by_id, granted_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (feed_id, reader_id) DO UPDATE SET columns = $3, granted_by_id = $4, granted_at = $5)sql";
    auto reader = find_rules(db, users::Scope::everything(), fresh.reader_id);
    if (!reader) return refuse(Why::invalid, "reader_id names no regular file.");
    if (reader->department.id == feed.department.id)
        return refuse(Why::invalid, "Both belong to the same department, which needs no grant.");
    std::vector<std::string> names;
    for (const auto& field : feed.fields) names.push_back(field.name);
    for (const auto& column : fresh.columns)
        if (std::ranges::find(names, column) == names.end())
            return refuse(Why::invalid, fmt::format("“{}” is no column of {}. It has {}.", column, feed.title,
                                                    fmt::join(names, ", ")));
    if (fresh.columns.empty()) return refuse(Why::invalid, "Name the columns that may be read.");
    db.exec(sql, feed.id, fresh.reader_id, fresh.columns, by, db.now());
    return find_grant(db, db::Query("g.feed_id = ? AND g.reader_id = ?", feed.id, fresh.reader_id)).value();
}

Result<Grant> revoke_grant(db::Session& db, std::int64_t feed_id, std::int64_t grant_id)
{
    auto known = find_grant(db, db::Query("g.feed_id = ? AND g.id = ?", feed_id, grant_id));
    if (!known) return refuse(Why::not_found, "There is no such grant.");
    db.exec("DELETE FROM feed_grants WHERE id = $1", grant_id);
    return *known;
}
} // namespace feeds
