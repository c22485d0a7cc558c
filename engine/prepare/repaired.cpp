// Reads a file again with the remedies of its known errors of format, until it shows none.
#include "engine/prepare/preparation.hpp"
#include "engine/prepare/prepare.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr int most_rounds = 4; // such as a delimiter, then the commas of numbers, then a row of totals

// Those that can be made together: how the file is read comes before what its cells mean.
std::vector<KnownErrorMatch> first_of(std::vector<KnownErrorMatch> repairs, const std::set<std::string>& made)
{
    std::erase_if(repairs, [&](const KnownErrorMatch& one) { return made.contains(one.signature); });
    for (auto kind : {RemedyKind::reread, RemedyKind::map_column}) {
        auto is_of_kind = [&](const KnownErrorMatch& one) { return one.remedy.kind == kind; };
        if (std::ranges::none_of(repairs, is_of_kind)) continue;
        std::erase_if(repairs, [&](const KnownErrorMatch& one) { return !is_of_kind(one); });
        break;
    }
    return repairs;
}

std::int64_t mapped_fields(const Prepared& prepared)
{
    return std::ranges::count_if(prepared.mapping, [](const auto& column) { return column.field.has_value(); });
}

std::int64_t questions(const Prepared& prepared)
{
    return std::ranges::count(prepared.doubts, DoubtOutcome::asked, &Doubt::outcome);
}

bool is_better(const Prepared& now, const Prepared& before)
{
    if (now.verdict == Verdict::refuse && before.verdict != Verdict::refuse) return false;
    if (mapped_fields(now) != mapped_fields(before)) return mapped_fields(now) > mapped_fields(before);
    if (before.verdict == Verdict::refuse && now.verdict != Verdict::refuse) return true;
    return now.errors < before.errors || (now.errors == before.errors && questions(now) < questions(before));
}

std::vector<StepExample> examples_of(const Remedy& remedy)
{
    std::vector<StepExample> out;
    for (const auto& fix : remedy.fixes) {
        if (out.size() == most_step_examples) break;
        if (!fix.exclude) out.push_back({fix.line, fix.column.value_or(""), fix.from, fix.to});
    }
    return out;
}

AppliedRepair applied(const KnownErrorMatch& match, std::int64_t errors_before)
{
    return {match.error,
            match.column,
            match.count,
            match.evidence,
            match.remedy.words,
            match.remedy.step,
            examples_of(match.remedy),
            errors_before,
            0};
}

// Remembers what was written to, so that a second reading begins all of it anew.
class Outputs
{
public:
    explicit Outputs(const OpenOutput& open) : open_(open) {}
    OpenOutput opened()
    {
        return [this](std::string_view name) {
            names_.emplace(name);
            return open_(name);
        };
    }
    void begin_anew()
    {
        for (const auto& name : names_) open_(name);
    }

private:
    const OpenOutput& open_;
    std::set<std::string, std::less<>> names_;
};
} // namespace

Prepared prepare(const Job& job, const OpenOutput& open, const Watcher& watcher)
{
    Outputs outputs(open);
    auto now = attempt(job, outputs.opened(), watcher);
    auto repaired = job;
    std::vector<AppliedRepair> made;
    std::set<std::string> signatures;
    for (int round = 0; round < most_rounds; ++round) {
        auto repairs = first_of(std::move(now.repairs), signatures);
        if (repairs.empty()) break;
        auto next_job = repaired;
        auto next_made = made;
        bool chosen_by_person = false;
        for (const auto& match : repairs) {
            next_job = with_remedy(next_job, match.remedy);
            next_made.push_back(applied(match, now.prepared.errors));
            signatures.insert(match.signature);
            chosen_by_person |= job.choices.contains("repair:" + match.error);
        }
        outputs.begin_anew();
        auto next = attempt(next_job, outputs.opened(), watcher, next_made);
        if (!chosen_by_person && !is_better(next.prepared, now.prepared)) {
            outputs.begin_anew();
            return attempt(repaired, outputs.opened(), watcher, made).prepared;
        }
        now = std::move(next);
        repaired = std::move(next_job);
        made = std::move(next_made);
    }
    return std::move(now.prepared);
}

Prepared prepare_as_sent(const Job& job, const OpenOutput& open, const Watcher& watcher)
{
    return attempt(job, open, watcher).prepared;
}
} // namespace engine
