#include "server/incidents/detail_store.hpp"
#include "server/incidents/outcome_store.hpp"
#include "server/incidents/remedy_store.hpp"
#include "server/incidents/thing_store.hpp"
#include "server/reports/stands_sql.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
bool may_correct(const users::User& who, const Incident& incident)
{
    return !incident.department || users::may_send_to(who, incident.department->id);
}

IncidentMay may_of(const users::User& who, const Incident& incident)
{
    IncidentMay may;
    may.work.allowed = who.role != users::Role::user && !incident.merged_into;
    if (incident.merged_into)
        may.work.reason = fmt::format("It belongs to {} now.", incident.merged_into->name);
    else if (!may.work.allowed)
        may.work.reason = "A moderator works on issues.";
    may.comment.allowed = may_correct(who, incident) && !incident.merged_into;
    if (!may.comment.allowed) may.comment.reason = may.work.reason.value_or("You may look at this department only.");
    return may;
}

bool is_about(const engine::Doubt& doubt, const Incident& incident)
{
    if (doubt.outcome != engine::DoubtOutcome::asked) return false;
    if (incident.kind == IncidentKind::doubt)
        return doubt.what == incident.about && doubt.about == incident.column.value_or("");
    return (doubt.what == "repair" && doubt.about == incident.about) ||
           (incident.column && doubt.about == *incident.column);
}

std::optional<Decision> decision_in(const RunOutcome& outcome, const Incident& incident)
{
    if (outcome.run.state != runs::RunState::held) return std::nullopt;
    for (const auto& doubt : outcome.doubts) {
        if (!is_about(doubt, incident)) continue;
        Decision decision{outcome.run.id, doubt.id(), doubt.question, {}};
        for (const auto& one : doubt.alternatives) decision.alternatives.push_back({one.answer, one.title});
        return decision;
    }
    return std::nullopt;
}

std::optional<std::string> evidence_in(const RunOutcome& outcome, const Incident& incident)
{
    for (const auto& match : outcome.known_errors)
        if (match.error == incident.about && match.column == incident.column) return match.evidence;
    for (const auto& repair : outcome.repairs)
        if (repair.error == incident.about && repair.column == incident.column) return repair.evidence;
    return std::nullopt;
}

// For those who work on issues. Whether the column is protected, and what the file would come to, is said when the
// repair is looked at.
std::optional<RemedyOffer> offer_of(const RunOutcome& outcome, const users::User& who, const Incident& incident,
                                    const Standing& standing, const std::string& now)
{
    bool works = who.role != users::Role::user && incident.state != IncidentState::resolved && !incident.merged_into;
    auto remedy = works ? remedy_of(outcome, incident.known_error->key, incident.column) : std::nullopt;
    if (!remedy) return std::nullopt;
    RemedyOffer offer{remedy->run_id, remedy->words, {true, std::nullopt}};
    for (const auto& guard : guards_of(standing, now))
        if (!guard.holds && offer.apply.allowed) offer.apply = {false, guard.why_not};
    return offer;
}

Primary primary_of(const users::User& who, const Incident& incident, const IncidentDetail& detail)
{
    using enum IncidentKind;
    auto run = incident.latest_run_id;
    if (incident.state == IncidentState::resolved) return {PrimaryAction::none, "Nothing is to be done", run};
    bool works = who.role != users::Role::user;
    if (incident.due_file && detail.next_step) {
        if (works) return {PrimaryAction::open_arrivals, "Remind or excuse", {}};
        if (may_correct(who, incident)) return {PrimaryAction::send_file, "Send the file", {}};
    }
    if (incident.source && detail.next_step && works) return {PrimaryAction::open_source, "Open the place", {}};
    if (detail.decision) return {PrimaryAction::answer, "Answer the question", run};
    if (detail.remedy && detail.remedy->apply.allowed)
        return {PrimaryAction::repair, "Repair and read again", detail.remedy->run_id};
    if (incident.known_error && incident.known_error->kind == engine::ErrorClass::lost && run)
        return {PrimaryAction::send_back, "Send it back to the sender", run};
    if ((incident.kind == rows || incident.kind == known_error) && run)
        return {PrimaryAction::fix_rows, "Fix the rows", run};
    if (incident.kind == held && run) return {PrimaryAction::approve, "Decide about the file", run};
    if (run) return {PrimaryAction::look, "Look at the file", run};
    if (incident.state == IncidentState::fresh) return {PrimaryAction::acknowledge, "Take it", run};
    return {PrimaryAction::none, "Nothing is to be done", run};
}
} // namespace

void IncidentDetail::hide_from(const runs::Masking&)
{
    evidence.reset();
    decision.reset();
    remedy.reset();
}

std::optional<runs::Shown<IncidentDetail>> find_detail(db::Session& db, const users::User& who, std::int64_t id)
{
    auto incident = find(db, who, id);
    if (!incident) return std::nullopt;
    IncidentDetail detail;
    auto run = incident->latest_run_id ? runs::find(db, users::scope_of(who), *incident->latest_run_id) : std::nullopt;
    auto now = incident->known_error ? db.now() : std::string();
    auto standing = incident->known_error ? std::optional(standing_of(db, *incident, now)) : std::nullopt;
    if (standing) detail.workaround = standing->workaround;
    if (run) {
        auto outcome = outcome_of(db, *run);
        detail.decision = decision_in(outcome, *incident);
        detail.evidence = evidence_in(outcome, *incident);
        if (standing) detail.remedy = offer_of(outcome, who, *incident, *standing, now);
    }
    detail.next_step = next_step(db, who, *incident);
    detail.primary = primary_of(who, *incident, detail);
    detail.why_grouped = keys_of(db, id);
    detail.periods = periods_of(db, id);
    detail.merged = merged_into(db, id);
    detail.attempts = attempts_of(db, id);
    detail.may = may_of(who, *incident);
    auto department = incident->department.value_or(departments::DepartmentRef{});
    detail.incident = std::move(*incident);
    return runs::Masking(who, department).show(std::move(detail));
}

namespace
{

// The findings that an occurrence stands for: of its rule and column, or those of its known error.
std::vector<engine::Finding> sample_of(db::Session& db, const Incident& incident, std::int64_t run)
{
    db::Query query(R"sql(
        SELECT rule, severity, file, sheet, line, column_name AS "column", value, message, expected, remedy
          FROM findings WHERE run_id = ?)sql",
                    run);
    bool of_rule = incident.kind == IncidentKind::rows || incident.kind == IncidentKind::drift;
    if (!of_rule && incident.kind != IncidentKind::known_error) return {};
    if (of_rule) query.add(" AND rule = ?", incident.about);
    if (incident.column)
        query.add(" AND column_name = ?", *incident.column);
    else if (!of_rule)
        return {};
    query.add(" ORDER BY seq LIMIT 3");
    return db.all<engine::Finding>(query);
}
} // namespace

Result<db::Page<runs::Shown<IncidentOccurrence>>>
list_occurrences(db::Session& db, const users::User& who, const Incident& incident, const db::PageQuery& wanted)
{
    static constexpr db::Order orders[] = {{"id", "c.id"}};
    static constexpr auto columns = R"sql(
        c.id, c.run_id, r.state AS run_state,
        )sql" REPORT_STANDS R"sql( AS report_stands,
        COALESCE(r.period, '') AS period, u.id AS upload_id,
        u.file_name AS upload_file_name, u.bytes AS upload_bytes, c.at, c.rows, c.stale, '[]' AS sample)sql";
    static constexpr auto from = R"sql(
        incident_occurrences c LEFT JOIN runs r ON r.id = c.run_id LEFT JOIN uploads u ON u.id = r.upload_id
        LEFT JOIN reports p ON p.run_id = r.id)sql";
    db::Query where("c.incident_id = ?", incident.id);
    auto page = db::page<IncidentOccurrence>(db, {columns, from, "c.id", where, orders, true}, wanted);
    if (!page) return std::unexpected(page.error());
    db::Page<runs::Shown<IncidentOccurrence>> shown{page->count, page->count_at_least, page->next, page->previous, {}};
    for (auto& one : page->results) {
        if (one.run_id) one.sample = sample_of(db, incident, *one.run_id);
        auto department = incident.department.value_or(departments::DepartmentRef{});
        auto masking = one.run_id ? runs::Masking(db, who, department, *one.run_id) : runs::Masking(who, department);
        shown.results.push_back(masking.show(std::move(one)));
    }
    return shown;
}

Result<db::Page<Activity>> list_activity(db::Session& db, std::int64_t id, const db::PageQuery& wanted)
{
    static constexpr db::Order orders[] = {{"id", "a.id"}};
    static constexpr auto columns =
        "a.id, a.kind, a.actor, u.id AS person_id, u.name AS person_name, a.words, a.comment, a.run_id, a.at";
    static constexpr auto from = "incident_activity a LEFT JOIN users u ON u.id = a.person_id";
    return db::page<Activity>(db, {columns, from, "a.id", db::Query("a.incident_id = ?", id), orders, true}, wanted);
}
} // namespace incidents
