#pragma once
// A link by which a sender without an account corrects the rows of one run. Off unless the hub's settings allow it.
#include "engine/prepare/held_rows.hpp"
#include "server/runs/fix_store.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace links
{
inline constexpr std::chrono::hours link_life{72};
inline constexpr std::chrono::minutes code_life{15};
inline constexpr std::int64_t code_tries = 5;

struct AnswerLink {
    std::int64_t id = 0;
    std::string email;
    std::optional<users::UserRef> created_by;
    std::string created_at, expires_at;
    std::optional<std::string> revoked_at, answered_at;
};
BOOST_DESCRIBE_STRUCT(AnswerLink, (), (id, email, created_by, created_at, expires_at, revoked_at, answered_at))

// A row that a link has shown, and the fields of it that it asks for.
struct OfferedRow {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::vector<std::string> columns;
};
BOOST_DESCRIBE_STRUCT(OfferedRow, (), (line, sheet, columns))

// A link that still opens something.
struct OpenLink {
    std::int64_t id = 0;
    std::int64_t run_id = 0;
    std::string email;
    std::int64_t created_by_id = 0;
    std::string expires_at;
    std::vector<OfferedRow> offered; // none before its rows were looked at
};
BOOST_DESCRIBE_STRUCT(OpenLink, (), (id, run_id, email, created_by_id, expires_at, offered))
} // namespace links
