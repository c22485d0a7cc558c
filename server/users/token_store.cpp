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
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (id, user_id, last_used_at))
} // namespace

IssuedToken issue_token(db::Session& db, std::int64_t user_id, const std::string& name)
{
    static constexpr auto sql = R"sql(
        INSERT INTO tokens (user_id, sha256, name, created_at, last_used_at, idle_until, expires_at)
        VALUES ($1, $2, $3, $4, $4, $5, $6) RETURNING id)sql";
    IssuedToken made;
    made.token = std::string(prefix) + random_base64url(32);
    made.expires_at = db.now(token_life);
    made.id = db.value<std::int64_t>(sql, user_id, sha256_hex(made.token), name, db.now(), db.now(token_idle),
                                     made.expires_at);
    return made;
}

std::optional<TokenOwner> find_token_owner(db::Session& db, std::string_view token)
{
    static constexpr auto sql = R"sql(
        SELECT id, user_id, last_used_at FROM tokens
         WHERE sha256 = $1 AND revoked_at IS NULL AND expires_at > $2 AND idle_until > $2)sql";
    if (!token.starts_with(prefix)) return std::nullopt;
    auto row = db.find<TokenRow>(sql, sha256_hex(token), db.now());
    if (!row) return std::nullopt;
    auto user = find(db, row->user_id);
    if (!user) return std::nullopt;
    return TokenOwner{std::move(*user), row->id, row->last_used_at < db.now(-noted_within)};
}

void touch_token(db::Session& db, std::int64_t token_id)
{
    static constexpr auto token = "UPDATE tokens SET last_used_at = $2, idle_until = $3 WHERE id = $1";
    static constexpr auto person =
        "UPDATE users SET last_seen_at = $2 WHERE id = (SELECT user_id FROM tokens WHERE id = $1)";
    auto now = db.now();
    db.exec(token, token_id, now, db.now(token_idle));
    db.exec(person, token_id, now);
}

void revoke_token(db::Session& db, std::int64_t token_id)
{
    db.exec("UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", token_id, db.now());
}

void revoke_tokens_of(db::Session& db, std::int64_t user_id, std::optional<std::int64_t> except)
{
    db.exec("UPDATE tokens SET revoked_at = $3 WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL", user_id,
            except.value_or(0), db.now());
}
} // namespace users
