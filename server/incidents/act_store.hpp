#pragma once
// What people do with incidents. Each refuses one that is out of scope (not_found), that belongs to another by merging
// (conflict), or whose state does not allow it (conflict).
#include "base/result.hpp"
#include "server/incidents/row_store.hpp"
#include "server/users/user.hpp"

namespace incidents
{
Result<Row> to_act_on(db::Session& db, const users::User& who, std::int64_t id);

Result<void> assign(db::Session& db, const users::User& who, std::int64_t id, std::optional<std::int64_t> owner_id);
Result<void> acknowledge(db::Session& db, const users::User& who, std::int64_t id);
// Waits for the department.
Result<void> wait(db::Session& db, const users::User& who, std::int64_t id, const std::optional<std::string>& comment);

// Exactly one; until it gets worse where none is given.
struct SnoozeWish {
    std::optional<bool> until_worse{};
    std::optional<std::string> until{};
    std::optional<std::int64_t> next_files{};
};
BOOST_DESCRIBE_STRUCT(SnoozeWish, (), (until_worse, until, next_files))
Result<void> snooze(db::Session& db, const users::User& who, std::int64_t id, const SnoozeWish& wish);

struct ResolveWish {
    Cause cause = Cause::other;
    std::optional<std::string> comment{};
    std::optional<std::int64_t> known_error_id{};
};
BOOST_DESCRIBE_STRUCT(ResolveWish, (), (cause, comment, known_error_id))
Result<void> resolve_by_hand(db::Session& db, const users::User& who, std::int64_t id, const ResolveWish& wish);
// As if it had not been resolved, while nothing happened since.
Result<void> undo_resolve(db::Session& db, const users::User& who, std::int64_t id);
Result<void> reopen(db::Session& db, const users::User& who, std::int64_t id,
                    const std::optional<std::string>& comment);
Result<void> comment_on(db::Session& db, const users::User& who, std::int64_t id, const std::string& comment);
// None: not this error.
Result<void> choose_known_error(db::Session& db, const users::User& who, std::int64_t id,
                                std::optional<std::int64_t> known_error_id);

// Keys and occurrences of the others go to `into`, and what comes later follows.
Result<void> merge(db::Session& db, const users::User& who, std::int64_t into, const std::vector<std::int64_t>& ids);
// Takes one out again, with exactly the keys and occurrences that it brought and what came for them since.
Result<void> unmerge(db::Session& db, const users::User& who, std::int64_t from, std::int64_t id);
} // namespace incidents
