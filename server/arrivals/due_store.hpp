#pragma once
#include "base/result.hpp"
#include "server/arrivals/due_file.hpp"
#include "server/db/page.hpp"
#include "server/users/scope.hpp"

namespace arrivals
{
struct DueFilter {
    std::optional<DueState> state{};
    std::optional<std::int64_t> feed_id{}, department_id{};
};
// By due time; orderings: due_at (default), id.
Result<db::Page<DueFile>> list(db::Session& db, const users::Scope& scope, const DueFilter& filter,
                               const db::PageQuery& wanted);
std::optional<DueFile> find_due(db::Session& db, const users::Scope& scope, std::int64_t id);
// Open and late ones whose time to send has come: by due time, what is due within `ahead`.
std::vector<DueFile> expected_now(db::Session& db, const users::Scope& scope, std::chrono::hours ahead);
// Of these periods.
std::vector<DueFile> of_periods(db::Session& db, const users::Scope& scope, const std::vector<std::string>& periods,
                                std::optional<std::int64_t> department_id);

// Each refuses (conflict) where the state does not allow it.
Result<void> excuse(db::Session& db, const DueFile& file, const std::string& reason, std::int64_t by);
Result<void> unexcuse(db::Session& db, const DueFile& file);
Result<void> hand_over(db::Session& db, const DueFile& file, bool to_deputy);
void note_reminded(db::Session& db, std::int64_t id);

// Those past their alarm, or to be reminded of; the longest waiting first.
std::vector<std::int64_t> past_alarm(db::Session& db, std::int64_t most);
std::vector<std::int64_t> to_remind(db::Session& db, std::int64_t most);
// Late from its alarm on, once, whoever looks: true for the one who made it so.
bool make_late(db::Session& db, std::int64_t id);
bool take_reminder(db::Session& db, std::int64_t id);
} // namespace arrivals
