#include "server/http/once_store.hpp"
#include <boost/describe.hpp>

namespace http
{
BOOST_DESCRIBE_STRUCT(RepeatedRequest, (), (request_sha256, answer))

std::optional<RepeatedRequest> take_key(db::Session& db, std::int64_t user_id, const std::string& key_sha256,
                                        const std::string& request_sha256)
{
    static constexpr auto take = R"sql(
        INSERT INTO answered_requests (user_id, key_sha256, request_sha256, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, key_sha256) DO NOTHING)sql";
    static constexpr auto look =
        "SELECT request_sha256, answer FROM answered_requests WHERE user_id = $1 AND key_sha256 = $2";
    if (db.exec(take, user_id, key_sha256, request_sha256, db.now()) == 1) return std::nullopt;
    return db.find<RepeatedRequest>(look, user_id, key_sha256).value();
}

bool is_taken(db::Session& db, std::int64_t user_id, const std::string& key_sha256)
{
    static constexpr auto sql =
        "SELECT EXISTS (SELECT 1 FROM answered_requests WHERE user_id = $1 AND key_sha256 = $2)";
    return db.value<bool>(sql, user_id, key_sha256);
}

void keep_answer(db::Session& db, std::int64_t user_id, const std::string& key_sha256, const std::string& sealed)
{
    db.exec("UPDATE answered_requests SET answer = $3 WHERE user_id = $1 AND key_sha256 = $2", user_id, key_sha256,
            sealed);
}

void give_key_back(db::Session& db, std::int64_t user_id, const std::string& key_sha256)
{
    db.exec("DELETE FROM answered_requests WHERE user_id = $1 AND key_sha256 = $2", user_id, key_sha256);
}

void forget_old_requests(db::Session& db)
{
    db.exec("DELETE FROM answered_requests WHERE created_at < $1", db.now(-std::chrono::hours(24)));
}

void forget_answers(db::Session& db) { db.exec("UPDATE answered_requests SET answer = NULL WHERE answer IS NOT NULL"); }
} // namespace http
