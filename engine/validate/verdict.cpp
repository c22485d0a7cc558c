#include "engine/validate/verdict.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
double share(std::int64_t part, std::int64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string percent(double share) { return fmt::format("{:.3g} %", share * 100); }

void compare(const Contract& contract, const Comparison& comparison, std::vector<Reason>& limits)
{
    if (comparison.by_key()) {
        auto changes = comparison.changes();
        auto before = comparison.previous_rows();
        if (auto year = comparison.new_year()) {
            changes.gone -= year->left;
            changes.updated -= year->moved_up;
        }
        if (auto gone = share(changes.gone, before); gone > contract.limits.gone)
            limits.push_back({"gone", fmt::format("{} of {} rows of the last version are gone ({}); the limit is {}.",
                                                  changes.gone, before, percent(gone), percent(contract.limits.gone))});
        if (auto changed = share(changes.updated, before); changed > contract.limits.changed)
            limits.push_back(
                {"changed", fmt::format("{} of {} rows of the last version have changed ({}); the limit is {}.",
                                        changes.updated, before, percent(changed), percent(contract.limits.changed))});
    }
    if (!contract.history) return;
    if (contract.history->rows && comparison.previous_rows() > 0) {
        auto differs = share(std::abs(comparison.rows() - comparison.previous_rows()), comparison.previous_rows());
        if (differs > *contract.history->rows)
            limits.push_back(
                {"history", fmt::format("There are {} rows, the last version had {} ({} apart); the limit is {}.",
                                        comparison.rows(), comparison.previous_rows(), percent(differs),
                                        percent(*contract.history->rows))});
    }
    if (contract.history->nulls)
        for (const auto& nulls : comparison.nulls())
            if (nulls.now - nulls.before > *contract.history->nulls)
                limits.push_back(
                    {"history",
                     fmt::format("{} is empty in {} of the rows, in the last version in {}; it may rise by {}.",
                                 nulls.field, percent(nulls.now), percent(nulls.before),
                                 percent(*contract.history->nulls))});
}
} // namespace

Decision decide(const Contract& contract, const Counts& counts, const std::vector<std::string>& approved)
{
    const auto& ledger = counts.ledger;
    auto rows = ledger.passed + ledger.fixed + ledger.held_back;
    if (share(counts.ambiguous_dates, rows) > contract.limits.bad_rows)
        return {Verdict::refuse,
                {{"ambiguous_dates",
                  fmt::format(
                      "{} of {} rows have a date that can be read day first or month first. Say which it is for {}.",
                      counts.ambiguous_dates, rows, counts.ambiguous_column),
                  true}}};
    std::vector<Reason> limits;
    if (auto bad = share(ledger.held_back, rows); bad > contract.limits.bad_rows)
        limits.push_back(
            {"bad_rows", fmt::format("{} of {} rows have something to correct ({}); the limit is {}.", ledger.held_back,
                                     rows, percent(bad), percent(contract.limits.bad_rows))});
    if (counts.comparison) compare(contract, *counts.comparison, limits);
    std::erase_if(limits,
                  [&](const Reason& reason) { return std::ranges::find(approved, reason.code) != approved.end(); });
    return {limits.empty() ? Verdict::publish : Verdict::hold, std::move(limits)};
}
} // namespace engine
