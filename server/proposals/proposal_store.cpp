#include "server/proposals/proposal_store.hpp"
#include "engine/contract/edit_rules.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace proposals
{
namespace
{
constexpr auto columns = R"sql(
    p.id, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, d.id AS department_id, d.key AS department_key,
    d.name AS department_name, p.run_id, p.step, p.words, p.reason, p.state, a.id AS proposed_by_id,
    a.name AS proposed_by_name, p.proposed_at, b.id AS decided_by_id, b.name AS decided_by_name, p.decided_at,
    p.decision, p.version)sql";
constexpr auto from = R"sql(
    proposals p JOIN feeds f ON f.id = p.feed_id JOIN departments d ON d.id = f.department_id
    LEFT JOIN users a ON a.id = p.proposed_by_id LEFT JOIN users b ON b.id = p.decided_by_id)sql";
constexpr db::Order orders[] = {{"id", "p.id"}};
constexpr auto not_here = "There is no such proposal.";

// A name that no step of the rules has.
void rename_apart(const engine::Contract& contract, engine::Step& step)
{
    auto taken = [&](const std::string& name) {
        return std::ranges::find(contract.steps, name, &engine::Step::name) != contract.steps.end();
    };
    auto wanted = step.name;
    for (int i = 2; taken(step.name); ++i) step.name = fmt::format("{} {}", wanted, i);
}

// What may be decided by this person now.
Result<Proposal> to_decide(db::Session& db, const users::User& who, std::int64_t id)
{
    auto proposal = find(db, users::scope_of(who), id);
    if (!proposal) return refuse(Why::not_found, not_here);
    if (proposal->state != ProposalState::open)
        return refuse(Why::conflict,
                      fmt::format("{} {} this already.", proposal->decided_by ? proposal->decided_by->name : "Somebody",
                                  json::enum_text(proposal->state)));
    if (proposal->proposed_by && proposal->proposed_by->id == who.id)
        return refuse(Why::conflict, "You proposed this yourself, so somebody else decides about it.");
    return *proposal;
}

Result<Proposal> decide(db::Session& db, const users::User& who, std::int64_t id, ProposalState state,
                        const std::optional<std::string>& decision, std::optional<std::int64_t> version)
{
    static constexpr auto sql = R"sql(
        UPDATE proposals SET state = $2, decided_by_id = $3, decided_at = $4, decision = $5, version = $6
         WHERE id = $1 AND state = 'open')sql";
    if (db.exec(sql, id, state, who.id, db.now(), decision, version) == 0)
        return refuse(Why::conflict, "Somebody decided about this meanwhile.");
    return find(db, users::scope_of(who), id).value();
}
} // namespace

Result<db::Page<Proposal>> list(db::Session& db, const users::Scope& scope, const ProposalFilter& filter,
                                const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND f.department_id");
    if (filter.state) where.add(" AND p.state = ?", *filter.state);
    if (filter.feed_id) where.add(" AND p.feed_id = ?", *filter.feed_id);
    return db::page<Proposal>(db, {columns, from, "p.id", where, orders, true}, wanted);
}

std::optional<Proposal> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE p.id = ?", id);
    scope.limit(query, " AND f.department_id");
    return db.find<Proposal>(query);
}

Result<std::vector<engine::PermanentStep>> offers(db::Session& db, const users::User& who, std::int64_t run_id,
                                                  const CorrectionsOf& of)
{
    auto run = runs::find(db, users::scope_of(who), run_id);
    if (!run) return refuse(Why::not_found, "There is no such run.");
    if (!users::may_send_to(who, run->department.id))
        return refuse(Why::forbidden, "You may look at " + run->department.name +
                                          " but not correct its files. An admin can allow you to.");
    auto made = runs::fixes_before(db, run_id);
    for (const auto& fix : runs::fixes_of(db, run_id)) made.push_back(fix);
    for (const auto& one : of.corrections) {
        bool known = std::ranges::any_of(made, [&](const engine::Fix& fix) {
            return fix.column == of.column && fix.from.value_or("") == one.from && fix.to.value_or("") == one.to;
        });
        if (!known)
            return refuse(Why::invalid, fmt::format("“{}” to “{}” is no correction of this run.", one.from, one.to));
    }
    auto contract = engine::parse_contract(feeds::live_text(db, run->feed.id).value_or(""), run->feed.key);
    auto steps = engine::permanent_steps(contract, of.column, of.corrections);
    if (steps.empty())
        return refuse(
            Why::invalid,
            "No step can do this every time: a value was corrected in two ways, or an empty cell was filled or "
            "one emptied.");
    // Everybody who sees the regular file reads its rules, for as long as it has them.
    auto field = contract.schema.find(of.column);
    if (field && contract.schema.fields[*field].personal)
        std::erase_if(steps, [](const engine::PermanentStep& one) {
            return engine::form_of(one.step).kind == engine::FormStepKind::map;
        });
    if (steps.empty())
        return refuse(Why::invalid,
                      fmt::format("The values of {} are about people, so none of them is written into the "
                                  "file rules. Correct them file by file.",
                                  contract.schema.fields[*field].title));
    return steps;
}

Result<Proposal> insert(db::Session& db, const users::User& who, std::int64_t run_id, const NewProposal& input)
{
    static constexpr auto sql = R"sql(
        INSERT INTO proposals (feed_id, run_id, step, words, reason, state, proposed_by_id, proposed_at)
        VALUES ($1, $2, $3, $4, $5, 'open', $6, $7) RETURNING id)sql";
    auto steps = offers(db, who, run_id, input);
    if (!steps) return std::unexpected(steps.error());
    if (input.choice < 0 || input.choice >= static_cast<std::int64_t>(steps->size()))
        return refuse(Why::invalid, "choice is none of the steps that are offered.");
    const auto& chosen = (*steps)[static_cast<std::size_t>(input.choice)];
    auto feed = runs::find(db, users::scope_of(who), run_id).value().feed.id;
    auto same = db.value<std::int64_t>(
        "SELECT COUNT(*) FROM proposals WHERE feed_id = $1 AND words = $2 AND state = 'open'", feed, chosen.words);
    if (same > 0) return refuse(Why::conflict, "The same is proposed already and waits for a moderator.");
    auto id = db.value<std::int64_t>(sql, feed, run_id, engine::form_of(chosen.step), chosen.words, input.reason,
                                     who.id, db.now());
    return find(db, users::scope_of(who), id).value();
}

std::string text_with(const std::string& live, const engine::FormStep& step)
{
    auto contract = engine::parse_contract(live, "file rules");
    auto added = engine::step_of(step);
    rename_apart(contract, added);
    contract.steps.push_back(std::move(added));
    auto text = engine::with_rules(live, contract);
    engine::parse_contract(text, "file rules");
    return text;
}

Result<Proposal> approve(db::Session& db, const users::User& who, std::int64_t id,
                         const std::optional<std::string>& decision)
{
    auto proposal = to_decide(db, who, id);
    if (!proposal) return proposal;
    auto live = feeds::live_text(db, proposal->feed.id);
    if (!live) return refuse(Why::conflict, "There are no file rules in force that the step could join.");
    auto note = fmt::format("Every time from now on: {}. Proposed by {}.", proposal->words,
                            proposal->proposed_by ? proposal->proposed_by->name : "somebody");
    auto feed = feeds::add_version(db, users::scope_of(who), proposal->feed.id,
                                   {text_with(*live, proposal->step), note}, who.id);
    if (!feed) return std::unexpected(feed.error());
    return decide(db, who, id, ProposalState::approved, decision, feed->contract_version);
}

Result<Proposal> decline(db::Session& db, const users::User& who, std::int64_t id, const std::string& decision)
{
    if (decision.empty()) return refuse(Why::invalid, "Say why, so that the person who proposed it knows.");
    auto proposal = to_decide(db, who, id);
    if (!proposal) return proposal;
    return decide(db, who, id, ProposalState::declined, decision, std::nullopt);
}
} // namespace proposals
