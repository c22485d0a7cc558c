#include "server/runs/run_may.hpp"
#include "server/runs/fix_store.hpp"
#include <algorithm>

namespace runs
{
namespace
{
// Limits that an approval lets through; the other reasons for holding a run want an answer, not a yes.
bool is_limit(const std::optional<engine::Reason>& reason)
{
    return reason && (reason->code == "bad_rows" || reason->code == "gone" || reason->code == "changed" ||
                      reason->code == "history" || reason->code == second_person);
}

Result<void> may_send(const ActingOn& on, const users::User& who)
{
    if (users::may_send_to(who, on.run.department.id)) return {};
    return refuse(Why::forbidden, "You may look at " + on.run.department.name +
                                      " but not send files there. A moderator can change that.");
}

Result<void> nothing_follows(const ActingOn& on)
{
    if (on.active_child)
        return refuse(Why::conflict,
                      "Run #" + std::to_string(*on.active_child) + " has taken this over already. Open that one.");
    return {};
}

Result<void> may_decide(const ActingOn& on, const users::User& who, const std::string& others, const std::string& act)
{
    if (who.role == users::Role::user)
        return refuse(Why::forbidden,
                      "Only a moderator can " + act + " a run" + (others.empty() ? "." : ": " + others + "."));
    if (on.run.state != RunState::held)
        return refuse(Why::conflict, "This run does not wait for a person, so there is nothing to " + act + ".");
    return {};
}
} // namespace

Result<void> may_cancel(const ActingOn& on, const users::User& who)
{
    if (auto sends = may_send(on, who); !sends) return sends;
    if (on.run.state != RunState::queued && on.run.state != RunState::running)
        return refuse(Why::conflict, on.run.state == RunState::held ? "This run waits for a person. Discard it instead."
                                                                    : "This run has already finished.");
    return {};
}

Result<void> may_run_again(const ActingOn& on, const users::User& who)
{
    if (auto sends = may_send(on, who); !sends) return sends;
    if (on.run.state == RunState::queued || on.run.state == RunState::running)
        return refuse(Why::conflict, "This run has not finished yet.");
    return nothing_follows(on);
}

Result<void> may_fix(const ActingOn& on, const users::User& who)
{
    if (auto sends = may_send(on, who); !sends) return sends;
    bool has_rows = on.run.held_back.value_or(0) > 0;
    if (on.run.state != RunState::held && !(on.run.state == RunState::succeeded && has_rows))
        return refuse(Why::conflict, "This run has no rows to fix.");
    if (on.done_over) return refuse(Why::conflict, "A later run has published these rows already.");
    return nothing_follows(on);
}

Result<void> may_approve(const ActingOn& on, const users::User& who, const std::string& others)
{
    if (auto decides = may_decide(on, who, others, "approve"); !decides) return decides;
    if (!is_limit(on.run.reason))
        return refuse(Why::conflict, "This run waits for an answer, not for an approval: " +
                                         (on.run.reason ? on.run.reason->message : std::string("see its problems.")));
    if (on.uploader_id == who.id)
        return refuse(Why::forbidden,
                      "You sent this file, so somebody else must approve it" +
                          (others.empty() ? ". Nobody else is a moderator or admin yet." : ": " + others + "."));
    bool of_rows = on.run.reason->code != "bad_rows";
    if (of_rows && std::ranges::find(on.fixed_by, who.id) != on.fixed_by.end())
        return refuse(Why::forbidden, "These corrections are yours, so somebody else must approve them.");
    return {};
}

Result<void> may_approve_without_removals(const ActingOn& on, const users::User& who, const std::string& others)
{
    if (auto may = may_approve(on, who, others); !may) return may;
    if (on.would_be_gone == 0) return refuse(Why::conflict, "No row would be gone, so there is none to keep.");
    return {};
}

Result<void> may_discard(const ActingOn& on, const users::User& who, const std::string& others)
{
    if (who.role != users::Role::user || on.uploader_id != who.id) return may_decide(on, who, others, "discard");
    if (auto sends = may_send(on, who); !sends) return sends;
    if (on.run.state != RunState::held)
        return refuse(Why::conflict, "This run does not wait for a person, so there is nothing to take back.");
    if (on.published)
        return refuse(Why::conflict, "Rows of this file are published already, so only a moderator can take it back" +
                                         (others.empty() ? "." : ": " + others + "."));
    return {};
}

Result<void> may_change_period(const ActingOn& on, const users::User& who)
{
    if (auto may = may_run_again(on, who); !may) return may;
    if (on.published)
        return refuse(Why::conflict, "Rows of this file are published already. Bring the version before them back "
                                     "under Reports, then send the file for the other period.");
    return {};
}

MayDo may_do(const ActingOn& on, const users::User& who, const std::string& others)
{
    auto allowed = [](const Result<void>& result) {
        return result ? Allowed{true, std::nullopt} : Allowed{false, result.error().message};
    };
    return {allowed(may_cancel(on, who)),          allowed(may_run_again(on, who)),
            allowed(may_approve(on, who, others)), allowed(may_approve_without_removals(on, who, others)),
            allowed(may_discard(on, who, others)), allowed(may_fix(on, who))};
}
} // namespace runs
