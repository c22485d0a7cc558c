#pragma once
// Codes that people receive by mail: 256 random bits, kept as SHA-256 only, for one purpose, once, for a limited time.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace users
{
enum class CodePurpose { invitation, verification, password_reset };
BOOST_DESCRIBE_ENUM(CodePurpose, invitation, verification, password_reset)

constexpr std::chrono::hours code_life(CodePurpose purpose)
{
    switch (purpose) {
    case CodePurpose::invitation:
        return std::chrono::hours(24 * 7);
    case CodePurpose::verification:
        return std::chrono::hours(24);
    case CodePurpose::password_reset:
        return std::chrono::hours(1);
    }
    return {};
}

// The clear code; earlier ones of the same purpose end.
std::string issue_code(db::Session& db, std::int64_t user_id, CodePurpose purpose);
// Whose code it is, and the code is used up. Of two callers at a time one gets it. Nothing for a code that is unknown,
// used, expired, for something else, or whose owner is disabled.
std::optional<std::int64_t> use_code(db::Session& db, std::string_view code, CodePurpose purpose);
// Whose code it is, without using it.
std::optional<std::int64_t> owner_of_code(db::Session& db, std::string_view code, CodePurpose purpose);
void end_codes_of(db::Session& db, std::int64_t user_id);
} // namespace users
