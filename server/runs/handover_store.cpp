#include "server/runs/handover_store.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>

namespace runs
{
std::optional<Handover> find_handover(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT t.id AS to_id, t.name AS to_name, b.id AS by_id, b.name AS by_name, h.note, h.at
          FROM handovers h JOIN users t ON t.id = h.to_id LEFT JOIN users b ON b.id = h.by_id WHERE h.run_id = $1)sql";
    return db.find<Handover>(sql, run_id);
}

std::vector<users::UserRef> who_may_take(db::Session& db, std::int64_t run_id, std::int64_t except)
{
    static constexpr auto sql = R"sql(
        SELECT u.id, u.name FROM users u
         WHERE u.id <> $2 AND u.disabled_at IS NULL
           AND (u.role = 'moderator' OR EXISTS (
                SELECT 1 FROM memberships m JOIN runs r ON r.department_id = m.department_id
                 WHERE r.id = $1 AND m.user_id = u.id AND m.may_send))
         ORDER BY CASE WHEN u.role = 'moderator' THEN 1 ELSE 0 END, u.name, u.id)sql";
    return db.all<users::UserRef>(sql, run_id, except);
}

Result<Handover> hand_over(db::Session& db, const users::User& who, std::int64_t run_id, const NewHandover& input)
{
    static constexpr auto sql = R"sql(
        INSERT INTO handovers (run_id, to_id, by_id, note, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (run_id) DO UPDATE SET to_id = $2, by_id = $3, note = $4, at = $5)sql";
    auto on = acting_on(db, users::scope_of(who), run_id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    auto people = who_may_take(db, run_id, who.id);
    if (std::ranges::find(people, input.to_id, &users::UserRef::id) == people.end())
        return refuse(Why::invalid, "This person may not correct files of " + on->run.department.name +
                                        ". Choose somebody who sends for it, or somebody of the data office.");
    db.exec(sql, run_id, input.to_id, who.id, input.note, db.now());
    return find_handover(db, run_id).value();
}
} // namespace runs
