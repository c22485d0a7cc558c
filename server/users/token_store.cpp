#include "server/users/token_store.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/users/user_store.hpp"

namespace users
{
namespace
{
constexpr std::string_view prefix = "bop_";
// How old the note of the last use may get: a write per request would cost more than it tells.
constexpr std::chrono::minutes noted_within{5};

struct TokenRow {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string last_used_at;
    TokenKind kind = TokenKind::session;
    std::vector<http::Permission> scopes;
    bool by_provider = false;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (id, user_id, last_used_at, kind, scopes, by_provider))

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
    static constexpr auto sql = R"sql(
        SELECT id, user_id, last_used_at, kind, scopes, by_provider FROM tokens
         WHERE sha256 = $1 AND revoked_at IS NULL AND expires_at > $2 AND idle_until > $2)sql";
    if (!token.starts_with(prefix)) return std::nullopt;
    auto row = db.find<TokenRow>(sql, sha256_hex(token), db.now());
    if (!row) return std::nullopt;
    auto user = find(db, row->user_id);
    if (!user) return std::nullopt;
    return TokenOwner{std::move(*user), row->id,     row->last_used_at < db.now(-noted_within),
                      row->kind,        row->scopes, row->by_provider};
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
