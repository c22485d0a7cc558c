#include "server/incidents/remedy_store.hpp"
#include "engine/contract/contract.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/incidents/act_store.hpp"
#include "server/incidents/known_error.hpp"
#include "server/incidents/outcome_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/queue_store.hpp"
#include "server/runs/run_may.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
GuardRail guard(std::string words, std::optional<std::string> why_not)
{
    bool holds = !why_not;
    return {std::move(words), holds, std::move(why_not)};
}

std::optional<std::string> unless(bool holds, const char* why)
{
    return holds ? std::nullopt : std::optional<std::string>(why);
}

std::optional<std::string> why_off(const Standing& of, const std::string& now)
{
    if (!of.enabled) return "This known error is switched off.";
    if (of.valid_until && *of.valid_until <= now)
        return fmt::format("This known error held until {}.", of.valid_until->substr(0, 10));
    return unless(of.guard != Guard::never, "Somebody decided that it is never repaired without a hand.");
}

// By the rules in force, which the new run is checked with.
std::optional<std::string> why_protected(db::Session& db, const RunOutcome& outcome, const Remedy& remedy)
{
    if (remedy.touched.empty()) return std::nullopt;
    auto everything = users::Scope::everything();
    auto rules = feeds::find_rules(db, everything, outcome.run.feed.id).value();
    auto text = feeds::find_contract(db, everything, rules.id, rules.contract_version).value().text;
    try {
        auto contract = engine::parse_contract(text, rules.key);
        for (const auto& field : contract.schema.fields)
            if (field.is_protected && std::ranges::find(remedy.touched, field.name) != remedy.touched.end())
                return fmt::format("{} is protected: its values are corrected by hand, and a second person looks at "
                                   "them.",
                                   field.title);
        return std::nullopt;
    } catch (const engine::ContractErrors&) {
        return "The file rules have an error.";
    }
}

std::optional<std::string> why_not_again(db::Session& db, const users::User& who, std::int64_t run)
{
    auto on = runs::acting_on(db, users::scope_of(who), run);
    if (!on) return "There is no such run.";
    auto may = runs::may_run_again(*on, who);
    return may ? std::nullopt : std::optional(may.error().message);
}

// Findings that the known error accounts for.
std::int64_t explained_by(const RunOutcome& outcome, const Remedy& remedy)
{
    std::int64_t errors = 0;
    for (const auto& match : outcome.known_errors) {
        if (match.error != remedy.known_error || match.column != remedy.column) continue;
        for (const auto& card : outcome.cards)
            if (card.severity == engine::Severity::error && (!match.column || card.column == match.column) &&
                std::ranges::find(match.rules, card.rule) != match.rules.end())
                errors += card.count;
    }
    return errors;
}

std::optional<std::string> why_no_help(const Applicable& now, const runs::Answered& then)
{
    if (still_shows(then.known_errors, then.prepared.repairs, now.remedy))
        return "The same problem would still be there.";
    bool fewer = now.explained > 0 ? then.prepared.errors < now.errors : then.prepared.errors <= now.errors;
    if (now.remedy.values > 0 && !fewer)
        return fmt::format("There would be as many problems as before: {}.", then.prepared.errors);
    bool refused = then.prepared.verdict == engine::Verdict::refuse;
    return unless(!refused, "The file would fit no table of the file rules.");
}

Result<void> all_hold(const std::vector<GuardRail>& guards)
{
    for (const auto& one : guards)
        if (!one.holds) return refuse(Why::conflict, one.why_not.value_or(one.words));
    return {};
}

Result<void> start_attempt(db::Session& db, const Incident& incident, const users::User& who, const RemedyPreview& seen,
                           std::int64_t run_after)
{
    static constexpr auto sql = R"sql(
        INSERT INTO remedy_attempts (known_error_id, version, incident_id, run_id, run_after_id, state, approved_by_id,
                                     rows_changed, errors_before, at)
        VALUES ($1, $2, $3, $4, $5, 'running', $6, $7, $8, $9)
        ON CONFLICT (known_error_id, version, incident_id, run_id) DO UPDATE
           SET state = 'running', why_skipped = NULL, run_after_id = $5, approved_by_id = $6, rows_changed = $7,
               errors_before = $8, errors_after = NULL, at = $9
         WHERE remedy_attempts.state IN ('proposed', 'approved', 'skipped')
            OR EXISTS (SELECT 1 FROM runs n WHERE n.id = remedy_attempts.run_after_id AND n.state = 'cancelled'))sql";
    auto now = db.now();
    auto known = standing_of(db, incident, now);
    if (db.exec(sql, known.id, known.version, incident.id, seen.run_id, run_after, who.id, seen.rows_changed,
                seen.errors_before, now) == 0)
        return refuse(Why::conflict, "It was applied to this run already.");
    return {};
}
} // namespace

Standing standing_of(db::Session& db, const Incident& incident, const std::string& now)
{
    static constexpr auto sql = R"sql(
        SELECT k.id, k.version, k.workaround, k.guard, k.enabled, k.valid_until,
               (SELECT COUNT(*) FROM remedy_attempts t
                 WHERE t.incident_id = i.id AND t.known_error_id = k.id AND t.version = k.version
                   AND t.run_after_id IS NOT NULL AND t.at >= i.opened_at
                   AND t.state IN ('running', 'worked', 'no_effect', 'failed', 'reverted')
                   AND NOT EXISTS (SELECT 1 FROM runs n WHERE n.id = t.run_after_id AND n.state = 'cancelled')) AS tried,
               EXISTS (SELECT 1 FROM remedy_attempts t JOIN runs a ON a.id = t.run_id JOIN runs b
                           ON b.id = i.latest_run_id
                        WHERE t.incident_id = i.id AND t.known_error_id = k.id AND t.state = 'no_effect'
                          AND a.upload_id = b.upload_id) AS in_vain,
               EXISTS (SELECT 1 FROM remedy_attempts t
                        WHERE t.incident_id = i.id AND t.known_error_id = k.id AND t.version = k.version
                          AND t.run_id = i.latest_run_id
                          AND t.state NOT IN ('proposed', 'approved', 'skipped')
                          AND NOT EXISTS (SELECT 1 FROM runs n WHERE n.id = t.run_after_id AND n.state = 'cancelled'))
                   AS applied,
               (SELECT COUNT(*) FROM remedy_attempts t
                 WHERE t.known_error_id = k.id AND t.state = 'no_effect' AND t.at >= $2) AS in_vain_lately,
               (SELECT MIN(UPPER(d.key) || '-' || o.number)
                  FROM remedy_attempts t JOIN incidents o ON o.id = t.incident_id
                  JOIN departments d ON d.id = o.department_id JOIN runs n ON n.id = t.run_after_id
                 WHERE o.feed_id = i.feed_id AND t.state = 'running' AND n.state IN ('queued', 'running')) AS busy
          FROM incidents i JOIN known_errors k ON k.id = i.known_error_id WHERE i.id = $1)sql";
    return db.find<Standing>(sql, incident.id, a_day_before(now)).value();
}

std::vector<GuardRail> guards_of(const Standing& of, const std::string& now)
{
    auto busy = of.busy ? std::optional(fmt::format("A repair of {} is under way.", *of.busy)) : std::nullopt;
    auto again = of.in_vain ? std::optional<std::string>("It changed nothing in this file before.")
                            : unless(!of.applied, "It was applied to this run already.");
    return {
        guard("The file is kept as it was sent, and so is this run", std::nullopt),
        guard("The known error is switched on and may be repaired", why_off(of, now)),
        guard("The repair was not stopped", why_stopped_for_all(of.in_vain_lately)),
        guard("It was tried less than twice for this issue",
              unless(of.tried < most_attempts, "It was tried twice. Somebody must look at the file.")),
        guard("It is new to this file", std::move(again)),
        guard("No other repair of this regular file is under way", std::move(busy)),
    };
}

Result<Applicable> applicable(db::Session& db, const users::User& who, std::int64_t id)
{
    auto incident = find(db, who, id);
    if (!incident) return refuse(Why::not_found, "There is no such issue.");
    if (incident->state == IncidentState::resolved)
        return refuse(Why::conflict, fmt::format("{} is resolved already.", incident->name));
    auto run = incident->latest_run_id ? runs::find(db, users::scope_of(who), *incident->latest_run_id) : std::nullopt;
    if (!incident->known_error || !run)
        return refuse(Why::conflict, "Nothing is known that could be applied to the file of this issue.");
    Applicable now{{}, outcome_of(db, *run), 0, 0, run->held_back.value_or(0), {}};
    auto remedy = remedy_of(now.outcome, incident->known_error->key, incident->column);
    if (!remedy)
        return refuse(Why::conflict, "There is no repair that could be applied here: " + incident->known_error->title +
                                         " wants a person's answer, or the sender's.");
    now.remedy = std::move(*remedy);
    now.errors =
        db.value<std::int64_t>("SELECT COALESCE((SELECT errors FROM run_results WHERE run_id = $1), 0)", run->id);
    now.explained = explained_by(now.outcome, now.remedy);
    auto time = db.now();
    now.guards = guards_of(standing_of(db, *incident, time), time);
    now.guards.push_back(guard("No protected column is changed", why_protected(db, now.outcome, now.remedy)));
    now.guards.push_back(guard("The file can be run again", why_not_again(db, who, run->id)));
    return now;
}

RemedyPreview preview_of(const Applicable& now, const runs::Answered& then)
{
    const auto& prepared = then.prepared;
    RemedyPreview preview;
    preview.run_id = now.remedy.run_id;
    preview.words = now.remedy.words;
    preview.guards = now.guards;
    preview.rows = prepared.ledger.in;
    preview.rows_changed = now.remedy.values;
    auto too_many = fmt::format("It would change {} of {} rows.", preview.rows_changed, preview.rows);
    preview.guards.push_back(guard("At most 20 % of the rows are changed, or 1,000",
                                   unless(changes_few(preview.rows_changed, preview.rows), too_many.c_str())));
    preview.guards.push_back(guard("The problem is gone afterwards, and no other comes", why_no_help(now, then)));
    preview.allowed = std::ranges::all_of(preview.guards, &GuardRail::holds);
    preview.errors_before = now.errors;
    preview.errors_after = prepared.errors;
    preview.held_back_before = now.held_back;
    preview.held_back_after = prepared.ledger.held_back;
    preview.verdict = prepared.verdict;
    preview.reasons = prepared.reasons;
    for (const auto& repair : prepared.repairs)
        if (repair.error == now.remedy.known_error && repair.column == now.remedy.column)
            preview.examples = repair.examples;
    return preview;
}

Result<runs::Run> apply_remedy(db::Session& db, const users::User& who, std::int64_t id, const RemedyPreview& seen,
                               const std::string& trace_id)
{
    auto row = to_act_on(db, who, id);
    if (!row) return std::unexpected(row.error());
    if (row->feed_id) runs::take_turn(db, *row->feed_id); // of two repairs of it, one finds the other
    auto now = applicable(db, who, id);
    if (!now) return std::unexpected(now.error());
    if (now->remedy.run_id != seen.run_id)
        return refuse(Why::conflict, "The file was run again meanwhile. Look at what the repair would do now.");
    for (const auto* all : {&std::as_const(now->guards), &seen.guards})
        if (auto held = all_hold(*all); !held) return std::unexpected(held.error());
    auto run = runs::answer(db, who, seen.run_id, now->remedy.answers, std::nullopt, trace_id);
    if (!run) return run;
    if (auto started = start_attempt(db, find(db, who, id).value(), who, seen, run->id); !started)
        return std::unexpected(started.error());
    auto told = by_person(who, ActivityKind::remedy, fmt::format("Repaired and read again, in run #{}.", run->id));
    told.run_id = run->id;
    note(db, id, told);
    changed(db, id, who.id);
    return run;
}
} // namespace incidents
