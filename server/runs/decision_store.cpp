#include "server/runs/decision_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/period.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/queue_store.hpp"
#include "server/runs/run_store.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>

namespace runs
{
namespace
{
struct Approvals {
    std::vector<std::string> approved;
    std::vector<engine::Reason> reasons; // why the engine held it
};
BOOST_DESCRIBE_STRUCT(Approvals, (), (approved, reasons))

// The run as it is now, with its row locked until the transaction ends: of two people who decide, one finds it decided.
std::optional<ActingOn> lock(db::Session& db, const users::User& who, std::int64_t id)
{
    if (db.engine() == db::Engine::postgres) db.run(db::Query("SELECT id FROM runs WHERE id = ? FOR UPDATE", id));
    return acting_on(db, users::scope_of(who), id);
}

std::string others(db::Session& db, const ActingOn& on)
{
    return users::names_of(db, {users::Role::moderator, users::Role::admin}, on.uploader_id);
}

// A new run over the same upload, with the feed's live file rules; a held parent ends with it.
Result<Run> start_child(db::Session& db, const ActingOn& parent, const users::User& who,
                        const std::vector<std::string>& approved, const std::optional<std::string>& reason,
                        const std::string& trace_id)
{
    static constexpr auto insert = R"sql(
        INSERT INTO runs (kind, department_id, feed_id, period, contract_version, upload_id, parent_run_id, started_by_id,
                          approved, approval_reason, trace_id, created_at)
        SELECT r.kind, r.department_id, r.feed_id, r.period, f.contract_version, r.upload_id, r.id, $2, $3, $4, $5, $6
          FROM runs r JOIN feeds f ON f.id = r.feed_id WHERE r.id = $1
        RETURNING id)sql";
    static constexpr auto end_parent = R"sql(
        UPDATE runs SET state = 'cancelled', finished_at = $2, ended_by = 'run:' || CAST($3 AS TEXT),
               sealed_password = NULL
         WHERE id = $1 AND state = 'held')sql";
    auto now = db.now();
    take_turn(db, parent.run.feed.id);
    auto child = db.value<std::int64_t>(insert, parent.run.id, who.id, approved, reason, trace_id, now);
    inherit_answers(db, parent.run.id, child);
    enqueue(db, child);
    if (parent.run.state == RunState::held && db.exec(end_parent, parent.run.id, now, std::to_string(child)) == 0)
        return refuse(Why::conflict, "Somebody else has just decided about this run. Open it again.");
    return find(db, users::Scope::everything(), child).value();
}

Approvals approvals_of(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT r.approved, COALESCE(x.reasons, '[]') AS reasons
          FROM runs r LEFT JOIN run_results x ON x.run_id = r.id WHERE r.id = $1)sql";
    return db.find<Approvals>(sql, id).value();
}

Refusal no_such_run() { return {Why::not_found, "There is no such run."}; }
} // namespace

Result<Run> run_again(db::Session& db, const users::User& who, std::int64_t id, const std::string& trace_id)
{
    auto on = lock(db, who, id);
    if (!on) return std::unexpected(no_such_run());
    if (auto may = may_run_again(*on, who); !may) return std::unexpected(may.error());
    return start_child(db, *on, who, {}, std::nullopt, trace_id);
}

Result<Run> continue_with_fixes(db::Session& db, const users::User& who, std::int64_t id, const std::string& trace_id)
{
    auto on = lock(db, who, id);
    if (!on) return std::unexpected(no_such_run());
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    if (fixes_of(db, id).empty())
        return refuse(Why::conflict, "There is no correction yet. Correct at least one row, or run the file again.");
    auto approved = approvals_of(db, id).approved;
    std::erase(approved, second_person); // nobody has seen the new ones
    return start_child(db, *on, who, approved, std::nullopt, trace_id);
}

Result<Run> approve(db::Session& db, const users::User& who, std::int64_t id, const std::string& reason,
                    const std::string& trace_id, bool without_removals)
{
    auto on = lock(db, who, id);
    if (!on) return std::unexpected(no_such_run());
    auto may = without_removals ? may_approve_without_removals(*on, who, others(db, *on))
                                : may_approve(*on, who, others(db, *on));
    if (!may) return std::unexpected(may.error());
    if (reason.empty()) return refuse(Why::invalid, "Say in a few words why this may be published.");
    auto [approved, reasons] = approvals_of(db, id);
    auto let_through = [&](const std::string& code) {
        if (std::ranges::find(approved, code) == approved.end()) approved.push_back(code);
    };
    for (const auto& one : reasons) let_through(one.code);
    let_through(on->run.reason->code);
    if (without_removals) let_through(no_removals);
    return start_child(db, *on, who, approved, reason, trace_id);
}

Result<Run> change_period(db::Session& db, const users::User& who, std::int64_t id, const std::string& period,
                          const std::string& trace_id)
{
    auto on = lock(db, who, id);
    if (!on) return std::unexpected(no_such_run());
    if (auto may = may_change_period(*on, who); !may) return std::unexpected(may.error());
    auto feed = feeds::find_rules(db, users::Scope::everything(), on->run.feed.id).value();
    if (feed.period == engine::Period::none || !feeds::period_choice(feed.period, period))
        return refuse(Why::invalid, "“" + period + "” is no period of " + feed.title + ".");
    if (period == on->run.period) return refuse(Why::conflict, "The file is for this period already.");
    auto child = start_child(db, *on, who, {}, std::nullopt, trace_id);
    if (!child) return child;
    db.exec("UPDATE runs SET period = $2 WHERE id = $1", child->id, period);
    return find(db, users::Scope::everything(), child->id).value();
}

Result<Run> discard(db::Session& db, const users::User& who, std::int64_t id, const std::string& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = 'cancelled', finished_at = $2, ended_by = 'discard', approval_reason = $3,
               sealed_password = NULL
         WHERE id = $1 AND state = 'held')sql";
    auto on = lock(db, who, id);
    if (!on) return std::unexpected(no_such_run());
    if (auto may = may_discard(*on, who, others(db, *on)); !may) return std::unexpected(may.error());
    if (reason.empty()) return refuse(Why::invalid, "Say in a few words why this file is not wanted.");
    if (db.exec(sql, id, db.now(), reason) == 0)
        return refuse(Why::conflict, "Somebody else has just decided about this run. Open it again.");
    return find(db, users::Scope::everything(), id).value();
}
} // namespace runs
