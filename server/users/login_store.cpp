#include "server/users/login_store.hpp"
#include "base/clock.hpp"
#include "base/sha256.hpp"
#include "server/db/session.hpp"
#include <algorithm>

namespace users
{
namespace
{
constexpr std::chrono::minutes window{15};
constexpr int free_tries = 5;

struct Attempts {
    std::int64_t failures = 0;
    std::string first_failed_at;
    std::string last_failed_at;
};
BOOST_DESCRIBE_STRUCT(Attempts, (), (failures, first_failed_at, last_failed_at))

constexpr Limit known_networks{"known-network", 1, std::chrono::hours(24 * 90)};

// Hashed wherever it is kept, so that no table collects what people typed into the wrong field.
std::string folded(std::string_view email)
{
    std::string folded(email);
    std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return folded;
}

std::string subject(std::string_view email, std::string_view network)
{
    return sha256_hex(folded(email) + "\n" + std::string(network));
}
} // namespace

std::chrono::seconds sign_in_wait(db::Session& db, std::string_view email, std::string_view network)
{
    static constexpr auto sql = "SELECT failures, first_failed_at, last_failed_at FROM login_attempts WHERE subject = "
                                "$1 AND last_failed_at > $2";
    auto found = db.find<Attempts>(sql, subject(email, network), db.now(-window));
    if (!found || found->failures < free_tries) return {};
    // 15 s after the fifth failure, twice as long after each further one.
    auto wait = std::min<std::chrono::seconds>(
        std::chrono::seconds(15 << std::min<std::int64_t>(found->failures - free_tries, 6)), window);
    auto passed = std::chrono::duration_cast<std::chrono::seconds>(between(found->last_failed_at, db.now()));
    return std::max(std::chrono::seconds(0), wait - passed);
}

std::chrono::seconds take_sign_in(db::Session& db, std::string_view email, std::string_view network)
{
    // Whoever comes at the same time waits for the row.
    db.exec("UPDATE login_attempts SET failures = failures WHERE subject = $1", subject(email, network));
    auto wait = sign_in_wait(db, email, network);
    if (!was_counted(db, known_networks, subject(email, network)))
        wait = std::max(
            {wait, wait_for(db, failures_per_network, network), wait_for(db, failures_per_account, folded(email))});
    if (wait.count() == 0) note_failed_sign_in(db, email, network);
    return wait;
}

void note_failed_sign_in(db::Session& db, std::string_view email, std::string_view network)
{
    static constexpr auto sql = R"sql(
        INSERT INTO login_attempts (subject, failures, first_failed_at, last_failed_at) VALUES ($1, 1, $2, $2)
        ON CONFLICT (subject) DO UPDATE SET
            failures = CASE WHEN login_attempts.last_failed_at > $3 THEN login_attempts.failures + 1 ELSE 1 END,
            first_failed_at = CASE WHEN login_attempts.last_failed_at > $3 THEN login_attempts.first_failed_at ELSE $2 END,
            last_failed_at = $2)sql";
    db.exec(sql, subject(email, network), db.now(), db.now(-window));
    db.exec("DELETE FROM login_attempts WHERE last_failed_at < $1", db.now(-std::chrono::hours(24)));
}

void count_failed_sign_in(db::Session& db, std::string_view email, std::string_view network)
{
    count_try(db, failures_per_network, network);
    count_try(db, failures_per_account, folded(email));
}

void forget_failed_sign_ins(db::Session& db, std::string_view email, std::string_view network)
{
    db.exec("DELETE FROM login_attempts WHERE subject = $1", subject(email, network));
    forget_tries(db, known_networks, subject(email, network));
    count_try(db, known_networks, subject(email, network));
}
} // namespace users
