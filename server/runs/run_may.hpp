#pragma once
// Who may do what to a run, and the sentence that says why not. Buttons and stores ask the same functions.
#include "base/result.hpp"
#include "server/runs/run_detail.hpp"
#include "server/users/user.hpp"

namespace runs
{
// What is known about a run when somebody wants to act on it.
struct ActingOn {
    Run run;
    std::optional<std::int64_t> uploader_id;
    std::optional<std::int64_t> active_child; // a later run that is queued or running, or waits for a person
    bool done_over = false;                   // a later run has finished successfully
    std::vector<std::int64_t> fixed_by{};     // whose corrections no second person has seen
    std::int64_t would_be_gone = 0;           // rows of the version in force
    bool published = false;                   // rows of its file, by this run or another one
};

Result<void> may_cancel(const ActingOn& on, const users::User& who);
Result<void> may_run_again(const ActingOn& on, const users::User& who);
Result<void> may_fix(const ActingOn& on, const users::User& who);
// Never the person who sent the file, nor, where rows differ from the version in force or a second person is asked for,
// one who corrected it; `others` names who can (users::names_of).
Result<void> may_approve(const ActingOn& on, const users::User& who, const std::string& others);
// The same, but rows that would be gone stay; there must be some.
Result<void> may_approve_without_removals(const ActingOn& on, const users::User& who, const std::string& others);
// Whoever sent the file may, too, while nothing of it is published.
Result<void> may_discard(const ActingOn& on, const users::User& who, const std::string& others);
// The file is for another period than it was sent for; refused where rows of it are published.
Result<void> may_change_period(const ActingOn& on, const users::User& who);
MayDo may_do(const ActingOn& on, const users::User& who, const std::string& others);
} // namespace runs
