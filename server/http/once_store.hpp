#pragma once
// Requests with an Idempotency-Key and what was answered, for a day. Keys and requests are hashes, answers are sealed.
#include "server/db/session.hpp"
#include <cstdint>
#include <optional>
#include <string>

namespace http
{
struct RepeatedRequest {
    std::string request_sha256;
    std::optional<std::string> answer; // none: not yet, or not any more
};

// Takes the key, or tells who has it. Of many at a time one takes it; the others wait for that one's transaction.
std::optional<RepeatedRequest> take_key(db::Session& db, std::int64_t user_id, const std::string& key_sha256,
                                        const std::string& request_sha256);
bool is_taken(db::Session& db, std::int64_t user_id, const std::string& key_sha256);
void keep_answer(db::Session& db, std::int64_t user_id, const std::string& key_sha256, const std::string& sealed);
void give_key_back(db::Session& db, std::int64_t user_id, const std::string& key_sha256);

void forget_old_requests(db::Session& db);
void forget_answers(db::Session& db); // their keys stay taken
} // namespace http
