#include "server/users/second_factor_store.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/sha256.hpp"
#include "server/users/totp.hpp"
#include <boost/describe.hpp>

namespace users
{
namespace
{
constexpr auto purpose = "totp";

struct SecretRow {
    std::optional<std::string> totp_secret;
    std::int64_t totp_last_step = 0;
};
BOOST_DESCRIBE_STRUCT(SecretRow, (), (totp_secret, totp_last_step))

std::int64_t unix_seconds(db::Session& db)
{
    return std::chrono::duration_cast<std::chrono::seconds>(parse_utc(db.now()).time_since_epoch()).count();
}

// Without spaces and dashes, in lower case: as people copy codes.
std::string bare(std::string_view code)
{
    std::string made;
    for (char c : code)
        if (c != ' ' && c != '-') made += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return made;
}

// The step of the code, for the guarded UPDATE that uses it up.
std::optional<std::int64_t> step_of(db::Session& db, const SealingKeys& keys, std::int64_t user_id,
                                    std::string_view code)
{
    auto row = db.find<SecretRow>("SELECT totp_secret, totp_last_step FROM users WHERE id = $1", user_id);
    if (!row || !row->totp_secret) return std::nullopt;
    auto secret = keys.open(*row->totp_secret, purpose);
    if (!secret) return std::nullopt;
    return matching_step(*secret, bare(code), unix_seconds(db), row->totp_last_step);
}

// 16 letters and digits without look-alikes, 80 bits.
std::string new_recovery_code()
{
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string code;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += letters[random_below(letters.size())];
    }
    return code;
}
} // namespace

Result<std::string> begin_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id)
{
    auto secret = new_totp_secret();
    if (db.exec("UPDATE users SET totp_secret = $2, totp_last_step = 0 WHERE id = $1 AND totp_since IS NULL", user_id,
                keys.seal(secret, purpose)) == 0)
        return refuse(Why::conflict, "There is a second factor already. Remove it before you set up another one.");
    return secret;
}

Result<std::vector<std::string>> confirm_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id,
                                                       std::string_view code)
{
    static constexpr auto sql = R"sql(
        UPDATE users SET totp_since = $2, totp_last_step = $3
         WHERE id = $1 AND totp_since IS NULL AND totp_secret IS NOT NULL)sql";
    auto step = step_of(db, keys, user_id, code);
    if (!step)
        return refuse(Why::invalid, "The code does not fit. Enter the six digits that the app shows now, and check "
                                    "that the clock of the phone is right.");
    if (db.exec(sql, user_id, db.now(), *step) == 0) return refuse(Why::conflict, "There is a second factor already.");
    return renew_recovery_codes(db, user_id);
}

bool use_second_factor(db::Session& db, const SealingKeys& keys, std::int64_t user_id, std::string_view code)
{
    if (auto step = step_of(db, keys, user_id, code))
        return db.exec("UPDATE users SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2", user_id, *step) >
               0;
    return db.exec("UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND sha256 = $2 AND used_at IS NULL",
                   user_id, sha256_hex(bare(code)), db.now()) > 0;
}

std::vector<std::string> renew_recovery_codes(db::Session& db, std::int64_t user_id)
{
    db.exec("DELETE FROM recovery_codes WHERE user_id = $1", user_id);
    std::vector<std::string> codes;
    for (int i = 0; i < 10; ++i) {
        codes.push_back(new_recovery_code());
        db.exec("INSERT INTO recovery_codes (user_id, sha256) VALUES ($1, $2)", user_id,
                sha256_hex(bare(codes.back())));
    }
    return codes;
}

std::int64_t recovery_codes_left(db::Session& db, std::int64_t user_id)
{
    return db.value<std::int64_t>("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL",
                                  user_id);
}

void remove_second_factor(db::Session& db, std::int64_t user_id)
{
    db.exec("UPDATE users SET totp_secret = NULL, totp_since = NULL, totp_last_step = 0 WHERE id = $1", user_id);
    db.exec("DELETE FROM recovery_codes WHERE user_id = $1", user_id);
}
} // namespace users
