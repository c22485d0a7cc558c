#pragma once
#include "base/result.hpp"
#include "engine/repair/permanent_steps.hpp"
#include "server/db/page.hpp"
#include "server/proposals/proposal.hpp"
#include <string>
#include <vector>

namespace proposals
{
struct ProposalFilter {
    std::optional<ProposalState> state{};
    std::optional<std::int64_t> feed_id{};
};
// Orderings: id (default, the newest first).
Result<db::Page<Proposal>> list(db::Session& db, const users::Scope& scope, const ProposalFilter& filter,
                                const db::PageQuery& wanted);
std::optional<Proposal> find(db::Session& db, const users::Scope& scope, std::int64_t id);

// Corrections of one column that a run was given.
struct CorrectionsOf {
    std::string column;
    std::vector<engine::Correction> corrections;
};
BOOST_DESCRIBE_STRUCT(CorrectionsOf, (), (column, corrections))
// The steps that would do the same every time. Refuses what the person may not correct, what is no correction of this
// run, and corrections that no step can repeat.
Result<std::vector<engine::PermanentStep>> offers(db::Session& db, const users::User& who, std::int64_t run_id,
                                                  const CorrectionsOf& of);

struct NewProposal : CorrectionsOf {
    std::int64_t choice = 0; // which of the offers, from 0
    std::optional<std::string> reason{};
};
BOOST_DESCRIBE_STRUCT(NewProposal, (CorrectionsOf), (choice, reason))
Result<Proposal> insert(db::Session& db, const users::User& who, std::int64_t run_id, const NewProposal& input);

// The file rules in force with the step behind their own. Throws engine::ContractErrors where it no longer fits them.
std::string text_with(const std::string& live, const engine::FormStep& step);

// Both refuse (conflict) what has been decided, and whoever proposed it. Approving puts a new version of the file rules
// in force.
Result<Proposal> approve(db::Session& db, const users::User& who, std::int64_t id,
                         const std::optional<std::string>& decision);
Result<Proposal> decline(db::Session& db, const users::User& who, std::int64_t id, const std::string& decision);
} // namespace proposals
