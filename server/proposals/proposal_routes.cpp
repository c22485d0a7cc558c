#include "server/proposals/proposal_routes.hpp"
#include "engine/contract/rule_changes.hpp"
#include "engine/contract/write.hpp"
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/feeds/trials.hpp"
#include "server/http/list.hpp"
#include "server/notifications/outbox_store.hpp"
#include "server/proposals/proposal_store.hpp"
#include "server/runs/masking.hpp"
#include "server/users/caller.hpp"
#include "server/users/hub.hpp"
#include "server/users/user_store.hpp"
#include <fmt/format.h>

namespace proposals
{
namespace may = http::may;

namespace
{
struct ProposalQuery : http::PageParameters {
    std::optional<ProposalState> state;
    std::optional<std::int64_t> feed_id;
};
BOOST_DESCRIBE_STRUCT(ProposalQuery, (http::PageParameters), (state, feed_id))

Proposal require_proposal(db::Session& db, const http::Call& call)
{
    auto proposal = find(db, users::scope_of(call), call.id());
    if (!proposal) throw Refusal{Why::not_found, "There is no such proposal."};
    return *proposal;
}

http::List<Proposal> list_proposals(http::Call& call, ProposalQuery query)
{
    return http::list_of(call,
                         require(list(call.db(), users::scope_of(call), {query.state, query.feed_id}, query.page())));
}

Proposal show_proposal(http::Call& call) { return require_proposal(call.db(), call); }

struct OfferedStep {
    std::string words;
    std::string text; // as it stands in the file rules
};
BOOST_DESCRIBE_STRUCT(OfferedStep, (), (words, text))

http::Listing<OfferedStep> offer_steps(http::Call& call, CorrectionsOf input)
{
    http::Listing<OfferedStep> offered;
    auto steps = require(offers(call.db(), users::user_of(call), call.id(), input));
    for (const auto& one : steps) offered.results.push_back({one.words, engine::write_step(one.step)});
    return offered;
}

http::Created<Proposal> propose(http::Call& call, NewProposal input)
{
    auto proposal = require(insert(call.db(), users::user_of(call), call.id(), input));
    audit::note(call.db(), call, "proposal.create", {"proposal", proposal.id, proposal.department.id},
                proposal.feed.key);
    return {proposal};
}

struct ProposalPreview {
    std::string step;                 // as it would stand in the file rules
    std::vector<std::string> changes; // to the rules in force, in sentences
    std::vector<feeds::TriedFile> files;
};
BOOST_DESCRIBE_STRUCT(ProposalPreview, (), (step, changes, files))

// What the step would do to the last files, beside the rules in force.
runs::Shown<ProposalPreview> preview_proposal(http::Call& call)
{
    auto [proposal, live] = call.database().read([&](db::Session& db) {
        auto found = require_proposal(db, call);
        auto text = feeds::live_text(db, found.feed.id);
        return std::pair(std::move(found), std::move(text));
    });
    if (!live) throw Refusal{Why::conflict, "There are no file rules in force that the step could join."};
    try {
        auto text = text_with(*live, proposal.step);
        ProposalPreview shown{
            engine::write_step(engine::step_of(proposal.step)),
            engine::rule_changes(engine::parse_contract(*live, "before"), engine::parse_contract(text, "after")),
            call.use<feeds::Trials>().try_rules(proposal.feed.id, text, live, feeds::most_tried_files, call.unwanted)};
        return runs::Masking(users::user_of(call), proposal.department).hand_out(std::move(shown));
    } catch (const engine::ContractErrors& errors) {
        feeds::refuse_contract(errors);
    }
}

// The person who proposed it reads what came of it.
void tell_proposer(http::Call& call, const Proposal& proposal)
{
    auto person = proposal.proposed_by ? users::find(call.db(), proposal.proposed_by->id) : std::nullopt;
    if (!person) return;
    auto head = call.use<users::Hub>().letter_head(call.db());
    bool approved = proposal.state == ProposalState::approved;
    mail::Letter letter{approved ? "Your correction is now made every time" : "Your proposed rule was declined",
                        {fmt::format("Hello {},", person->name),
                         fmt::format("{} {} what you proposed for {}: {}.", call.caller().name,
                                     approved ? "approved" : "declined", proposal.feed.title, proposal.words)},
                        mail::Button{"Open it", fmt::format("{}/proposals/{}", head.address, proposal.id)},
                        {}};
    if (proposal.decision) letter.paragraphs.push_back("“" + *proposal.decision + "”");
    notifications::add_mail(call.db(), call.use<notifications::Outbox>(), fmt::format("proposal:{}", proposal.id),
                            mail::write(letter, person->email, head.school));
}

Proposal settled(http::Call& call, Result<Proposal> result, const char* action)
{
    auto proposal = require(std::move(result));
    audit::note(call.db(), call, action, {"proposal", proposal.id, proposal.department.id},
                proposal.decision.value_or(""));
    tell_proposer(call, proposal);
    return proposal;
}

struct ApprovalOfProposal {
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ApprovalOfProposal, (), (reason))
struct RefusalOfProposal {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefusalOfProposal, (), (reason))

Proposal approve_proposal(http::Call& call, ApprovalOfProposal input)
{
    try {
        return settled(call, approve(call.db(), users::user_of(call), call.id(), input.reason), "proposal.approve");
    } catch (const engine::ContractErrors& errors) {
        feeds::refuse_contract(errors);
    }
}

Proposal decline_proposal(http::Call& call, RefusalOfProposal input)
{
    return settled(call, decline(call.db(), users::user_of(call), call.id(), input.reason), "proposal.decline");
}

constexpr http::Route routes_of_proposals[] = {
    http::post<&offer_steps>("/api/runs/{id}/permanent-steps", may::fix,
                             "Say which cleaning steps would make these corrections every time"),
    http::post<&propose>("/api/runs/{id}/proposals", may::fix, "Propose corrections of this run as a cleaning step"),
    http::get<&list_proposals>("/api/proposals", may::read_feeds, "List proposed cleaning steps, newest first"),
    http::get<&show_proposal>("/api/proposals/{id}", may::read_feeds, "Show a proposed cleaning step"),
    http::post<&preview_proposal>("/api/proposals/{id}/preview", may::write_feeds,
                                  "Try a proposed cleaning step on the last five files")
        .asks_engine()
        .reads("proposal"),
    http::post<&approve_proposal>("/api/proposals/{id}/approve", may::write_feeds,
                                  "Put the file rules in force with the proposed step"),
    http::post<&decline_proposal>("/api/proposals/{id}/decline", may::write_feeds, "Decline a proposed step, with why"),
};
} // namespace

std::span<const http::Route> proposal_routes() { return routes_of_proposals; }
} // namespace proposals
