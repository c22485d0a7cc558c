#include "server/users/code_store.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"

namespace users
{
namespace
{
struct OwnerRow {
    std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(OwnerRow, (), (user_id))
} // namespace

std::string issue_code(db::Session& db, std::int64_t user_id, CodePurpose purpose)
{
    static constexpr auto end_others =
        "UPDATE account_codes SET used_at = $3 WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL";
    static constexpr auto insert = R"sql(
        INSERT INTO account_codes (user_id, purpose, sha256, created_at, expires_at) VALUES ($1, $2, $3, $4, $5))sql";
    auto code = random_base64url(32);
    db.exec(end_others, user_id, purpose, db.now());
    db.exec(insert, user_id, purpose, sha256_hex(code), db.now(), db.now(code_life(purpose)));
    return code;
}

std::optional<std::int64_t> use_code(db::Session& db, std::string_view code, CodePurpose purpose)
{
    static constexpr auto sql = R"sql(
        UPDATE account_codes SET used_at = $3
         WHERE sha256 = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
           AND EXISTS (SELECT 1 FROM users u WHERE u.id = account_codes.user_id AND u.disabled_at IS NULL)
        RETURNING user_id)sql";
    auto row = db.find<OwnerRow>(sql, sha256_hex(code), purpose, db.now());
    if (!row) return std::nullopt;
    return row->user_id;
}

std::optional<std::int64_t> owner_of_code(db::Session& db, std::string_view code, CodePurpose purpose)
{
    static constexpr auto sql = R"sql(
        SELECT user_id FROM account_codes WHERE sha256 = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3)sql";
    auto row = db.find<OwnerRow>(sql, sha256_hex(code), purpose, db.now());
    if (!row) return std::nullopt;
    return row->user_id;
}

void end_codes_of(db::Session& db, std::int64_t user_id)
{
    db.exec("UPDATE account_codes SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL", user_id, db.now());
}
} // namespace users
