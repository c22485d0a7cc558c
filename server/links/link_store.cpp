#include "server/links/link_store.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include <fmt/format.h>

namespace links
{
namespace
{
constexpr db::Sql selected = R"sql(
    SELECT l.id, l.email, u.id AS created_by_id, u.name AS created_by_name, l.created_at, l.expires_at, l.revoked_at,
           l.answered_at
      FROM answer_links l JOIN users u ON u.id = l.created_by_id)sql";

struct Tried {
    std::int64_t id = 0;
    std::string code_sha256;
};
BOOST_DESCRIBE_STRUCT(Tried, (), (id, code_sha256))

std::optional<OpenLink> find_where(db::Session& db, db::Sql column, std::string_view clear)
{
    db::Query query("SELECT l.id, l.run_id, l.email, l.created_by_id, l.expires_at, COALESCE(l.offered, '[]') AS "
                    "offered FROM answer_links l WHERE ");
    query.add(column).add(" = ?", sha256_hex(clear));
    query.add(" AND l.revoked_at IS NULL AND l.answered_at IS NULL AND l.expires_at > ?", db.now());
    query.add(" AND EXISTS (SELECT 1 FROM users u WHERE u.id = l.created_by_id AND u.disabled_at IS NULL)");
    return db.find<OpenLink>(query);
}

// The code alone could be guessed from its hash.
std::string hash_of(std::string_view clear, std::string_view code)
{
    return sha256_hex(std::string(clear) + ':' + std::string(code));
}
} // namespace

NewLink create(db::Session& db, std::int64_t run_id, const std::string& email, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO answer_links (run_id, email, link_sha256, created_by_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id)sql";
    auto clear = random_base64url(32);
    auto id = db.value<std::int64_t>(sql, run_id, email, sha256_hex(clear), by, db.now(), db.now(link_life));
    db::Query query(selected);
    query.add(" WHERE l.id = ?", id);
    return {db.find<AnswerLink>(query).value(), clear};
}

std::vector<AnswerLink> links_of(db::Session& db, std::int64_t run_id)
{
    db::Query query(selected);
    query.add(" WHERE l.run_id = ? ORDER BY l.id DESC", run_id);
    return db.all<AnswerLink>(query);
}

Result<AnswerLink> revoke(db::Session& db, std::int64_t run_id, std::int64_t id)
{
    static constexpr auto sql =
        "UPDATE answer_links SET revoked_at = $3 WHERE id = $1 AND run_id = $2 AND revoked_at IS NULL";
    if (db.exec(sql, id, run_id, db.now()) == 0)
        return refuse(Why::not_found, "There is no such link, or it has been taken back already.");
    db::Query query(selected);
    query.add(" WHERE l.id = ?", id);
    return db.find<AnswerLink>(query).value();
}

std::optional<OpenLink> find_open(db::Session& db, std::string_view clear)
{
    return find_where(db, "l.link_sha256", clear);
}

std::string issue_code(db::Session& db, const OpenLink& link, std::string_view clear)
{
    static constexpr auto sql =
        "UPDATE answer_links SET code_sha256 = $2, code_until = $3, code_tries = 0 WHERE id = $1";
    auto code = fmt::format("{:08}", random_below(100'000'000));
    db.exec(sql, link.id, hash_of(clear, code), db.now(code_life));
    return code;
}

std::optional<std::string> enter(db::Session& db, std::string_view clear, std::string_view code)
{
    static constexpr auto count = R"sql(
        UPDATE answer_links SET code_tries = code_tries + 1
         WHERE id = $1 AND code_sha256 IS NOT NULL AND code_until > $2 AND code_tries < $3 RETURNING id, code_sha256)sql";
    static constexpr auto win = R"sql(
        UPDATE answer_links SET access_sha256 = $3, code_sha256 = NULL WHERE id = $1 AND code_sha256 = $2)sql";
    auto link = find_open(db, clear);
    if (!link) return std::nullopt;
    auto tried = db.find<Tried>(count, link->id, db.now(), code_tries);
    if (!tried || tried->code_sha256 != hash_of(clear, code)) return std::nullopt;
    auto access = random_base64url(32);
    if (db.exec(win, link->id, tried->code_sha256, sha256_hex(access)) == 0) return std::nullopt;
    return access;
}

std::optional<OpenLink> find_entered(db::Session& db, std::string_view access)
{
    return find_where(db, "l.access_sha256", access);
}

void save_offered(db::Session& db, std::int64_t id, const std::vector<OfferedRow>& rows)
{
    db.exec("UPDATE answer_links SET offered = $2 WHERE id = $1", id, rows);
}

bool mark_answered(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        UPDATE answer_links SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL AND revoked_at IS NULL)sql";
    return db.exec(sql, id, db.now()) == 1;
}
} // namespace links
