#include "engine/review/trial.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/read/repeated_headers.hpp"
#include "engine/standardize/standardizer.hpp"
#include <algorithm>
#include <set>
#include <tuple>

namespace engine
{
namespace
{
Job with_text(Job job, const std::string& text)
{
    job.contract_text = text;
    return job;
}

Prepared check(const Job& job)
{
    return prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
}

TrialSide side_of(const Prepared& prepared)
{
    return {prepared.verdict, prepared.reasons, prepared.ledger, prepared.errors, prepared.warnings, prepared.steps};
}

std::vector<TrialCause> causes_of(const Prepared* before, const Prepared& after)
{
    std::map<std::tuple<std::string, std::optional<std::string>, std::string>, TrialCause> all;
    auto add = [&](const Prepared& prepared, std::int64_t TrialCause::* count) {
        for (const auto& card : prepared.cards) {
            auto& cause = all[{card.rule, card.column, card.title}];
            cause.rule = card.rule;
            cause.severity = card.severity;
            cause.column = card.column;
            cause.title = card.title;
            cause.*count += card.count;
        }
    };
    if (before) add(*before, &TrialCause::before);
    add(after, &TrialCause::after);
    std::vector<TrialCause> out;
    for (auto& [key, cause] : all)
        if (cause.before != cause.after) out.push_back(std::move(cause));
    return out;
}

using FindingKey = std::tuple<std::optional<std::int64_t>, std::optional<std::string>, std::string>;
FindingKey key_of(const Finding& finding) { return {finding.line, finding.column, finding.rule}; }

// Findings of the one that the other does not have. Of a file with more than are kept, those after the last line that
// the other has kept are left out: nobody knows about them.
std::vector<Finding> only_in(const Prepared& one, const Prepared& other)
{
    std::set<FindingKey> known;
    for (const auto& finding : other.findings) known.insert(key_of(finding));
    auto complete = other.findings.size() < kept_findings;
    auto last = other.findings.empty() ? std::optional<std::int64_t>() : other.findings.back().line;
    std::vector<Finding> out;
    for (const auto& finding : one.findings) {
        if (out.size() == most_trial_findings) break;
        if (!complete && finding.line > last) continue;
        if (!known.contains(key_of(finding))) out.push_back(finding);
    }
    return out;
}

std::optional<std::string> cell_text(std::string_view cell)
{
    if (is_null(cell)) return std::nullopt;
    return shown_cell(cell);
}

// The rows of a file one after the other, after the cleaning steps of a contract.
class CleanRows
{
public:
    explicit CleanRows(const Job& job)
        : contract_(parse_contract(job.contract_text, job.contract_name)),
          options_(reading_options(job.read, contract_.read)),
          file_(open_as_chosen(job.pages ? *job.pages : *job.file, job.file_name, options_, job.choices))
    {
        apply_choices(contract_, job.choices);
        table_ = choose_table(file_, contract_, options_, {job.columns, job.remembered});
        if (!table_.reader || table_.matching.from.empty()) return;
        standardizer_.emplace(contract_, table_.matching, notices_);
        clean();
    }

    const Schema& schema() const { return contract_.schema; }
    // Whether there is a row; skips to the next chunk as needed.
    bool settle()
    {
        while (standardizer_ && at_ == batch_.live.size()) {
            if (!table_.reader->next(table_.first, table_.findings)) {
                standardizer_.reset();
                return false;
            }
            clean();
        }
        return standardizer_.has_value();
    }
    void step() { ++at_; }
    std::uint64_t line() const { return batch_.line[batch_.live[at_]]; }
    std::string_view cell(std::size_t field) const { return batch_.columns[field][batch_.live[at_]]; }

private:
    void clean()
    {
        mark_repeated_headers(table_.first, table_.header);
        standardizer_->apply(table_.first, batch_);
        at_ = 0;
    }

    Contract contract_;
    ReadOptions options_;
    OpenedFile file_;
    ChosenTable table_;
    std::vector<Notice> notices_;
    std::optional<Standardizer> standardizer_;
    Batch batch_;
    std::size_t at_ = 0; // in the live rows
};

void compare_cells(Trial& out, CleanRows before, CleanRows after)
{
    std::vector<std::pair<std::size_t, std::size_t>> fields; // that both have
    for (std::size_t f = 0; f < after.schema().fields.size(); ++f)
        if (auto other = before.schema().find(after.schema().fields[f].name)) fields.emplace_back(*other, f);
    while (before.settle() && after.settle()) {
        if (before.line() != after.line()) {
            (before.line() < after.line() ? before : after).step();
            continue;
        }
        for (auto [was, is] : fields) {
            auto one = before.cell(was), other = after.cell(is);
            if (one == other && is_null(one) == is_null(other)) continue;
            ++out.changed_cells;
            if (out.cells.size() < most_changed_cells)
                out.cells.push_back({static_cast<std::int64_t>(after.line()), after.schema().fields[is].name,
                                     cell_text(one), cell_text(other)});
        }
        before.step();
        after.step();
    }
}
} // namespace

Trial try_rules(const Job& job, const std::optional<std::string>& before)
{
    Trial out;
    auto after = check(job);
    out.after = side_of(after);
    out.mapping = after.mapping;
    out.cards = after.cards;
    out.notices = after.notices;
    if (!before) {
        out.causes = causes_of(nullptr, after);
        return out;
    }
    auto other = with_text(job, *before);
    auto checked = check(other);
    out.before = side_of(checked);
    out.causes = causes_of(&checked, after);
    out.appeared = only_in(after, checked);
    out.gone = only_in(checked, after);
    compare_cells(out, CleanRows(other), CleanRows(job));
    return out;
}
} // namespace engine
