#pragma once
// API tokens: 256 random bits behind the prefix bop_, kept as SHA-256 only and shown once. A token ends when it has not
// been used for `token_idle`, at the latest after `token_life`.
#include "server/db/session.hpp"
#include "server/users/user.hpp"
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace users
{
inline constexpr std::chrono::hours token_idle{24 * 14};
inline constexpr std::chrono::hours token_life{24 * 90};

struct IssuedToken {
    std::string token; // the clear text; this is the only time that it is seen
    std::string expires_at;
    std::int64_t id = 0;
};
// `name` is what the list of sessions shows: a browser, a script.
IssuedToken issue_token(db::Session& db, std::int64_t user_id, const std::string& name);

struct TokenOwner {
    User user;
    std::int64_t token_id = 0;
    bool stale = false; // not noted as used for some minutes: call touch_token in a transaction
};
// Nothing for a token that is unknown, revoked or expired, or whose owner is disabled. Role and departments are as they
// are now.
std::optional<TokenOwner> find_token_owner(db::Session& db, std::string_view token);
// Notes the use: moves the idle end, and the person's last_seen_at.
void touch_token(db::Session& db, std::int64_t token_id);
void revoke_token(db::Session& db, std::int64_t token_id);
// All of a person's tokens but one (after a new password).
void revoke_tokens_of(db::Session& db, std::int64_t user_id, std::optional<std::int64_t> except = std::nullopt);
} // namespace users
