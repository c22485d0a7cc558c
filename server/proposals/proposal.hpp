#pragma once
// “Do this every time”: corrections of a run that somebody proposes as a cleaning step of the file rules.
#include "engine/contract/rules_form.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace proposals
{
enum class ProposalState { open, approved, declined };
BOOST_DESCRIBE_ENUM(ProposalState, open, approved, declined)

struct Proposal {
    std::int64_t id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::optional<std::int64_t> run_id; // whose corrections they are
    engine::FormStep step;
    std::string words; // “Status: “Std.” becomes “Standard””
    std::optional<std::string> reason;
    ProposalState state = ProposalState::open;
    std::optional<users::UserRef> proposed_by;
    std::string proposed_at;
    std::optional<users::UserRef> decided_by;
    std::optional<std::string> decided_at, decision;
    std::optional<std::int64_t> version; // of the file rules that have the step
};
BOOST_DESCRIBE_STRUCT(Proposal, (),
                      (id, feed, department, run_id, step, words, reason, state, proposed_by, proposed_at, decided_by,
                       decided_at, decision, version))
} // namespace proposals
