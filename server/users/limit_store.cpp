#include "server/users/limit_store.hpp"
#include "base/clock.hpp"
#include "base/sha256.hpp"
#include <algorithm>

namespace users
{
namespace
{
struct Tries {
    std::int64_t tries = 0;
    std::string until;
};
BOOST_DESCRIBE_STRUCT(Tries, (), (tries, until))

std::string key_of(const Limit& limit, std::string_view subject)
{
    return sha256_hex(std::string(limit.name) + "\n" + std::string(subject));
}

std::chrono::seconds wait_of(const Limit& limit, const Tries& row, const std::string& now)
{
    if (row.tries <= limit.tries) return {};
    return std::max(std::chrono::seconds(1), std::chrono::duration_cast<std::chrono::seconds>(between(now, row.until)));
}
} // namespace

std::chrono::seconds count_try(db::Session& db, const Limit& limit, std::string_view subject)
{
    static constexpr auto sql = R"sql(
        INSERT INTO rate_limits (subject, tries, until) VALUES ($1, 1, $3)
        ON CONFLICT (subject) DO UPDATE SET
            tries = CASE WHEN rate_limits.until > $2 THEN rate_limits.tries + 1 ELSE 1 END,
            until = CASE WHEN rate_limits.until > $2 THEN rate_limits.until ELSE $3 END
        RETURNING tries, until)sql";
    auto now = db.now();
    auto row = db.find<Tries>(sql, key_of(limit, subject), now, db.now(limit.window)).value();
    db.exec("DELETE FROM rate_limits WHERE until < $1", now);
    return wait_of(limit, row, now);
}

std::chrono::seconds wait_for(db::Session& db, const Limit& limit, std::string_view subject)
{
    auto now = db.now();
    auto row = db.find<Tries>("SELECT tries, until FROM rate_limits WHERE subject = $1 AND until > $2",
                              key_of(limit, subject), now);
    if (row) ++row->tries;
    return row ? wait_of(limit, *row, now) : std::chrono::seconds(0);
}

void forget_tries(db::Session& db, const Limit& limit, std::string_view subject)
{
    db.exec("DELETE FROM rate_limits WHERE subject = $1", key_of(limit, subject));
}

bool was_counted(db::Session& db, const Limit& limit, std::string_view subject)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM rate_limits WHERE subject = $1 AND until > $2)",
                          key_of(limit, subject), db.now());
}
} // namespace users
