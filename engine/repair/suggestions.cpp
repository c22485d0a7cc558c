#include "engine/repair/suggestions.hpp"
#include "engine/repair/candidates.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr int most_slips = 200; // cells for which a thousand texts are tried

Contract of_single_cells(Contract contract)
{
    contract.schema.primary_key.clear();
    contract.schema.unique_keys.clear();
    for (auto& field : contract.schema.fields) field.constraints.unique = false;
    std::erase_if(contract.schema.foreign_keys, [](const ForeignKey& key) { return key.fields.size() > 1; });
    contract.checks.clear();
    return contract;
}
} // namespace

Suggestions::Suggestions(const RuleSite& site)
    : contract_(of_single_cells(site.contract)), validator_({contract_, site.present, site.reference})
{
    for (const auto& field : contract_.schema.fields) values_.push_back(folded_values(field));
    row_.columns.assign(contract_.schema.fields.size(), {null_cell});
    row_.kind = {RowKind::data};
    row_.line = {1};
    row_.live = {0};
}

std::optional<Suggestion> Suggestions::of(const Finding& finding)
{
    auto field = contract_.schema.find(*finding.column);
    if (!field) return std::nullopt;
    auto [known, fresh] = known_.try_emplace({*field, *finding.value});
    if (fresh) known->second = search(*field, *finding.value);
    return known->second;
}

std::optional<Suggestion> Suggestions::search(std::size_t index, const std::string& cell)
{
    const auto& field = contract_.schema.fields[index];
    auto groups = candidates_for(field, values_[index], cell);
    bool refers = std::ranges::any_of(contract_.schema.foreign_keys,
                                      [&](const ForeignKey& key) { return key.fields.front() == field.name; });
    if (refers && slips_++ < most_slips) groups.push_back({"One slip of the keys away", one_slip_away(cell)});
    for (const auto& group : groups) {
        std::set<std::string> passing;
        for (const auto& text : group.texts)
            if (text != cell && !text.empty() && passes(index, text)) passing.insert(text);
        if (passing.size() > 1) return std::nullopt;
        if (passing.size() == 1) return Suggestion{field.name, cell, *passing.begin(), group.why};
    }
    return std::nullopt;
}

bool Suggestions::passes(std::size_t field, const std::string& candidate)
{
    row_.columns[field][0] = row_.arena.copy(candidate);
    const auto& problems = validator_.check(row_);
    bool fine = std::ranges::none_of(problems, [&](const Problem& problem) { return problem.rule->column() == field; });
    row_.columns[field][0] = null_cell;
    row_.arena.clear();
    return fine;
}
} // namespace engine
