#include "server/runs/masking.hpp"
#include "base/result.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace runs
{
namespace
{
// What is found by comparing fields of the file rules with one another, and nothing else of the row.
bool is_of_fields(const engine::Finding& finding)
{
    constexpr std::string_view rules[] = {"check", "primary_key", "unique", "foreign_key"};
    return std::ranges::find(rules, finding.rule) != std::end(rules);
}

// A header that the file rules name themselves; any other may be the first row of a file without one.
bool is_known_header(const engine::MappedColumn& column)
{
    constexpr std::string_view by_the_rules[] = {"exact", "normalized", "alias", "step"};
    return std::ranges::find(by_the_rules, column.how) != std::end(by_the_rules);
}
} // namespace

engine::Reason without_quotes(engine::Reason reason)
{
    // Limits are said in numbers and titles of the file rules; what else there is may follow on one.
    constexpr std::string_view limits[] = {"bad_rows",  "gone",        "changed",        "history",
                                           second_file, second_person, "ambiguous_dates"};
    if (std::ranges::find(limits, reason.code) != std::end(limits))
        reason.message = reason.message.substr(0, reason.message.find(" Also: "));
    else
        reason.message = reason.answerable ? "Something about this file must be answered. Somebody who may correct "
                                             "files here sees what."
                                           : "This file could not be taken. Somebody who may correct files here sees "
                                             "why.";
    return reason;
}

Masking::Masking(const users::User& who, const departments::DepartmentRef& department)
    : on_(!users::may_send_to(who, department.id)), department_(department.name)
{
}

Masking::Masking(db::Session& db, const users::User& who, const departments::DepartmentRef& department,
                 std::int64_t run_id)
    : Masking(who, department)
{
    if (!on_) return;
    try {
        for (const auto& text : rules_of(db, run_id)) learn(engine::parse_contract(text, "file rules"));
    } catch (const engine::ContractErrors&) { // then every column may name somebody
        open_.clear();
        transformed_ = true;
        counts_.clear();
    }
}

// A column that one version of the rules calls personal is so in every other.
void Masking::learn(const engine::Contract& rules)
{
    for (const auto& field : rules.schema.fields) (field.personal ? closed_ : open_).insert(field.name);
    for (const auto& name : closed_) open_.erase(name);
    transformed_ = transformed_ || rules.transform.has_value();
    for (const auto& count : rules.privacy.counts) counts_.insert(count);
}

bool Masking::opens(const std::string& field) const { return !on_ || open_.contains(field); }

bool Masking::opens_output(const std::string& column) const
{
    if (!on_) return true;
    if (!transformed_) return open_.contains(column);
    return counts_.contains(column) || (closed_.empty() && !open_.empty());
}

void Masking::require_off() const
{
    if (!on_) return;
    throw Refusal{
        Why::forbidden,
        fmt::format("You may look at {} but not take files with people's data. An admin can allow you to send "
                    "and correct files there.",
                    department_)};
}

http::Clearance Masking::hand_out_file() const
{
    require_off();
    return {};
}

http::Clearance Masking::hand_out_report(const std::vector<engine::OutputColumn>& columns) const
{
    auto open = [&](const engine::OutputColumn& column) { return opens_output(column.name); };
    if (!std::ranges::all_of(columns, open)) require_off();
    return {};
}

void Masking::hide(engine::Finding& finding) const
{
    if (finding.column ? open_.contains(*finding.column) : closed_.empty() && !open_.empty() && is_of_fields(finding))
        return;
    if (finding.value) finding.value = mask;
    finding.message = finding.column ? fmt::format("A value of “{}” is not as it must be.", *finding.column)
                                     : "Something in this row is not as it must be.";
    finding.expected.clear();
    finding.remedy = "Somebody who may correct files here sees the value.";
}

void Masking::hide(engine::Card& card) const // its title speaks of the rule, never of a row
{
    for (auto& example : card.examples) hide(example);
    if (!card.examples.empty()) card.remedy = card.examples.front().remedy;
}

void Masking::hide(engine::StepReport& step) const
{
    for (auto& example : step.examples) {
        if (open_.contains(example.column)) continue;
        if (example.before) example.before = mask;
        if (example.after) example.after = mask;
    }
}

void Masking::hide(engine::MappedColumn& column) const
{
    if (!column.field || !open_.contains(*column.field)) column.samples.clear();
    if (!is_known_header(column)) column.source = mask;
}

void Masking::hide(engine::Reason& reason) const { reason = without_quotes(std::move(reason)); }
void Masking::hide(Stage& stage) const { stage.messages.clear(); }         // they quote headers
void Masking::hide(RunAnswers& answers) const { answers.columns.clear(); } // by header

void Masking::hide(engine::TableOffer& offer) const { offer.rows.clear(); }

// A doubt about the file shows any of its cells.
void Masking::hide(engine::Doubt& doubt) const
{
    if (open_.contains(doubt.about)) return;
    doubt.evidence.clear();
    for (auto& alternative : doubt.alternatives) alternative.sample.clear();
}

void Masking::hide(engine::VersionChanges& changes) const
{
    auto hide_cells = [&](engine::ChangedRow::Cells& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i] && (i >= changes.columns.size() || !open_.contains(changes.columns[i]))) cells[i] = mask;
    };
    for (auto* rows : {&changes.created, &changes.updated, &changes.unchanged, &changes.gone})
        for (auto& row : *rows) {
            hide_cells(row.before);
            hide_cells(row.now);
        }
}

void Masking::hide(engine::ColumnSummary& column) const
{
    if (opens_output(column.name)) return;
    column.minimum = column.maximum = column.mean = std::nullopt;
    column.top.clear();
    column.histogram.clear();
}

void Masking::hide(engine::Fix& fix) const
{
    if (fix.column && open_.contains(*fix.column)) return;
    for (auto* text : {&fix.from, &fix.to, &fix.reason})
        if (*text) *text = mask;
}

// Sentences of the engine that may quote the file; who may only look has nothing to do about them.
void Masking::hide(std::vector<engine::Notice>& notices) const { notices.clear(); }
void Masking::hide(std::vector<engine::KnownErrorMatch>& matches) const { matches.clear(); }

std::vector<Shown<Run>> shown_to(const users::User& who, std::vector<Run> runs)
{
    std::vector<Shown<Run>> shown;
    shown.reserve(runs.size());
    for (auto& run : runs) shown.push_back(Masking(who, run.department).show(std::move(run)));
    return shown;
}

db::Page<Shown<Run>> shown_to(const users::User& who, db::Page<Run> page)
{
    return {page.count, page.count_at_least, std::move(page.next), std::move(page.previous),
            shown_to(who, std::move(page.results))};
}

void require_need(const users::User& who, const departments::DepartmentRef& department)
{
    Masking(who, department).hand_out_file();
}
} // namespace runs
