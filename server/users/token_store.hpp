#pragma once
// Tokens: 256 random bits behind the prefix bop_, kept as SHA-256 only and shown once. The token of a session ends when
// it has not been used for `token_idle`, at the latest after `token_life`; the one of a script lives as long as its
// maker said, and may do what its scopes name.
#include "server/db/session.hpp"
#include "server/http/permission.hpp"
#include "server/users/user.hpp"
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace users
{
inline constexpr std::chrono::hours token_idle{24 * 14};
inline constexpr std::chrono::hours token_life{24 * 90};
inline constexpr std::chrono::hours script_token_idle{24 * 90};

enum class TokenKind { session, script };
BOOST_DESCRIBE_ENUM(TokenKind, session, script)

struct IssuedToken {
    std::string token; // the clear text; this is the only time that it is seen
    std::string expires_at;
    std::int64_t id = 0;
};
// `name` is what the list of sessions shows: a browser, a script.
IssuedToken issue_token(db::Session& db, std::int64_t user_id, const std::string& name, bool by_provider = false);
IssuedToken issue_script_token(db::Session& db, std::int64_t user_id, const std::string& name,
                               const std::vector<http::Permission>& scopes, std::chrono::hours life);

struct TokenOwner {
    User user;
    std::int64_t token_id = 0;
    bool stale = false; // not noted as used for some minutes: call touch_token in a transaction
    TokenKind kind = TokenKind::session;
    std::vector<http::Permission> scopes; // of a script's token
    bool by_provider = false;             // an identity provider has asked for a second factor
};
// Nothing for a token that is unknown, revoked or expired, or whose owner is disabled. Role and departments are as they
// are now.
std::optional<TokenOwner> find_token_owner(db::Session& db, std::string_view token);
// What decides what a person sees, as one word to compare: role, second factor, departments.
std::string rights_of(const User& user);
// The same of the owners of these tokens as they are now, by token; nothing of those that find_token_owner would not
// find.
std::map<std::int64_t, std::string> rights_of(db::Session& db, const std::vector<std::int64_t>& tokens);
// Notes the use: moves the idle end, and the person's last_seen_at.
void touch_token(db::Session& db, std::int64_t token_id);

// A token as the person's settings list it.
struct TokenEntry {
    std::int64_t id = 0;
    std::string name;
    TokenKind kind = TokenKind::session;
    std::vector<http::Permission> scopes;
    std::string created_at;
    std::string last_used_at;
    std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(TokenEntry, (), (id, name, kind, scopes, created_at, last_used_at, expires_at))
// The ones that still work, the last used first.
std::vector<TokenEntry> tokens_of(db::Session& db, std::int64_t user_id);

void revoke_token(db::Session& db, std::int64_t token_id);
// False when that person has no such token.
bool revoke_token_of(db::Session& db, std::int64_t user_id, std::int64_t token_id);
// All of a person's tokens but one (after a new password); returns how many.
std::int64_t revoke_tokens_of(db::Session& db, std::int64_t user_id, std::optional<std::int64_t> except = std::nullopt);
} // namespace users
