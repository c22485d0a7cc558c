#include "server/users/token_store.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/db/clock.hpp"
#include "server/users/user_columns.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace users
{
namespace
{
constexpr std::string_view prefix = "bop_";
// How old the note of the last use may get: a write per request would cost more than it tells.
constexpr std::chrono::minutes noted_within{5};

// A token with its owner, once for each department of theirs.
struct OwnerRow : User {
    std::int64_t token_id = 0;
    std::string last_used_at, ends_at, now;
    TokenKind kind = TokenKind::session;
    std::vector<http::Permission> scopes;
    bool by_provider = false;
    std::optional<departments::DepartmentRef> department;
    std::optional<bool> may_send;
};
BOOST_DESCRIBE_STRUCT(OwnerRow, (User),
                      (token_id, last_used_at, ends_at, now, kind, scopes, by_provider, department, may_send))

struct RightsRow {
    std::int64_t id = 0;
    Role role = Role::user;
    bool second_factor = false;
    std::optional<std::int64_t> department_id;
    std::optional<bool> may_send;
};
BOOST_DESCRIBE_STRUCT(RightsRow, (), (id, role, second_factor, department_id, may_send))

std::string rights_text(Role role, bool second_factor)
{
    return json::enum_text(role) + (second_factor ? " with" : " without");
}

void add_membership(std::string& rights, std::int64_t department, bool may_send)
{
    rights += fmt::format(" {}{}", department, may_send ? "+" : "-");
}

struct NewToken {
    std::int64_t user_id = 0;
    std::string name;
    TokenKind kind = TokenKind::session;
    std::vector<http::Permission> scopes;
    std::chrono::hours idle, life;
    bool by_provider = false;
};

IssuedToken issue(db::Session& db, const NewToken& wanted)
{
    static constexpr auto sql = R"sql(
        INSERT INTO tokens (user_id, sha256, name, kind, scopes, created_at, last_used_at, idle_until, expires_at,
                            by_provider)
        VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9) RETURNING id)sql";
    IssuedToken made;
    made.token = std::string(prefix) + random_base64url(32);
    made.expires_at = db.now(wanted.life);
    made.id = db.value<std::int64_t>(sql, wanted.user_id, sha256_hex(made.token), wanted.name, wanted.kind,
                                     wanted.scopes, db.now(), db.now(wanted.idle), made.expires_at, wanted.by_provider);
    return made;
}
} // namespace

IssuedToken issue_token(db::Session& db, std::int64_t user_id, const std::string& name, bool by_provider)
{
    return issue(db, {user_id, name, TokenKind::session, {}, token_idle, token_life, by_provider});
}

IssuedToken issue_script_token(db::Session& db, std::int64_t user_id, const std::string& name,
                               const std::vector<http::Permission>& scopes, std::chrono::hours life)
{
    return issue(db, {user_id, name, TokenKind::script, scopes, script_token_idle, life});
}

std::optional<TokenOwner> find_token_owner(db::Session& db, std::string_view token)
{
    if (!token.starts_with(prefix)) return std::nullopt;
    // One statement: every request asks for it.
    db::Query query("SELECT ");
    query.add(user_columns).add(R"sql(,
               t.id AS token_id, t.last_used_at, t.kind, t.scopes, t.by_provider,
               CASE WHEN t.idle_until < t.expires_at THEN t.idle_until ELSE t.expires_at END AS ends_at,
               d.id AS department_id, d.key AS department_key, d.name AS department_name, m.may_send, )sql");
    query.add(db::clock_of(db.engine()))
        .add(R"sql( AS now
          FROM tokens t JOIN users u ON u.id = t.user_id
          LEFT JOIN memberships m ON m.user_id = u.id LEFT JOIN departments d ON d.id = m.department_id
         WHERE t.sha256 = ? AND t.revoked_at IS NULL AND u.disabled_at IS NULL ORDER BY d.name, d.id)sql",
             sha256_hex(token));
    auto rows = db.all<OwnerRow>(query);
    if (rows.empty() || rows[0].ends_at <= rows[0].now) return std::nullopt;
    const auto& row = rows[0];
    TokenOwner owner{row,      row.token_id, row.last_used_at < utc_text(parse_utc(row.now) - noted_within),
                     row.kind, row.scopes,   row.by_provider};
    for (const auto& one : rows)
        if (one.department) owner.user.departments.push_back({*one.department, one.may_send.value_or(false)});
    return owner;
}

std::string rights_of(const User& user)
{
    auto rights = rights_text(user.role, user.second_factor);
    auto memberships = user.departments;
    std::ranges::sort(memberships, {}, [](const Membership& one) { return one.department.id; });
    for (const auto& one : memberships) add_membership(rights, one.department.id, one.may_send);
    return rights;
}

std::map<std::int64_t, std::string> rights_of(db::Session& db, const std::vector<std::int64_t>& tokens)
{
    std::map<std::int64_t, std::string> rights;
    if (tokens.empty()) return rights;
    db::Query query(R"sql(
        SELECT t.id, u.role, u.totp_since IS NOT NULL AS second_factor, m.department_id, m.may_send
          FROM tokens t JOIN users u ON u.id = t.user_id LEFT JOIN memberships m ON m.user_id = u.id
         WHERE t.revoked_at IS NULL AND u.disabled_at IS NULL AND t.expires_at > ? AND t.idle_until > ?)sql",
                    db.now(), db.now());
    query.add_in(" AND t.id", tokens).add(" ORDER BY t.id, m.department_id");
    for (const auto& row : db.all<RightsRow>(query)) {
        auto [found, first] = rights.try_emplace(row.id, rights_text(row.role, row.second_factor));
        if (row.department_id) add_membership(found->second, *row.department_id, row.may_send.value_or(false));
    }
    return rights;
}

void touch_token(db::Session& db, std::int64_t token_id)
{
    static constexpr auto token = R"sql(
        UPDATE tokens SET last_used_at = $2, idle_until = CASE WHEN kind = 'script' THEN $4 ELSE $3 END
         WHERE id = $1)sql";
    static constexpr auto person =
        "UPDATE users SET last_seen_at = $2 WHERE id = (SELECT user_id FROM tokens WHERE id = $1)";
    auto now = db.now();
    db.exec(token, token_id, now, db.now(token_idle), db.now(script_token_idle));
    db.exec(person, token_id, now);
}

std::vector<TokenEntry> tokens_of(db::Session& db, std::int64_t user_id)
{
    static constexpr auto sql = R"sql(
        SELECT id, name, kind, scopes, created_at, last_used_at, expires_at FROM tokens
         WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND idle_until > $2
         ORDER BY last_used_at DESC, id DESC)sql";
    return db.all<TokenEntry>(sql, user_id, db.now());
}

void revoke_token(db::Session& db, std::int64_t token_id)
{
    db.exec("UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", token_id, db.now());
}

bool revoke_token_of(db::Session& db, std::int64_t user_id, std::int64_t token_id)
{
    return db.exec("UPDATE tokens SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL", token_id,
                   user_id, db.now()) > 0;
}

std::int64_t revoke_tokens_of(db::Session& db, std::int64_t user_id, std::optional<std::int64_t> except)
{
    return db.exec("UPDATE tokens SET revoked_at = $3 WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL", user_id,
                   except.value_or(0), db.now());
}
} // namespace users
