#include "engine/publish/summary/group_count.hpp"
#include "engine/publish/summary/suppress.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
void GroupCount::add(std::string_view value)
{
    ++rows_;
    if (auto found = counts_.find(value); found != counts_.end())
        ++found->second;
    else if (counts_.size() < most_values)
        counts_.emplace(value, 1);
    else
        ++beyond_;
}

// Without those that are suppressed, by value.
std::vector<GroupCount::Group> GroupCount::shown(std::optional<int> suppress_below) const
{
    std::vector<Group> groups;
    std::vector<std::int64_t> rows;
    for (const auto& [value, count] : counts_) {
        groups.push_back({value, count, false});
        rows.push_back(count);
    }
    auto hide = hidden_counts(rows, suppress_below.value_or(0));
    std::size_t at = 0;
    std::erase_if(groups, [&](const Group&) { return hide[at++]; });
    return groups;
}

std::vector<GroupCount::Group> GroupCount::largest(std::size_t most, std::optional<int> suppress_below) const
{
    auto groups = shown(suppress_below);
    if (groups.empty()) return groups;
    std::sort(groups.begin(), groups.end(),
              [](const Group& a, const Group& b) { return a.rows != b.rows ? a.rows > b.rows : a.value < b.value; });
    if (groups.size() > most) groups.resize(most);
    if (groups.size() == counts_.size() && beyond_ == 0) return groups;

    Group others{.value = {}, .rows = rows_, .is_rest = true};
    for (const auto& group : groups) others.rows -= group.rows;
    others.value = beyond_ > 0 ? "All other values" : std::to_string(counts_.size() - groups.size()) + " other values";
    groups.push_back(std::move(others));
    return groups;
}

std::vector<GroupCount::Group> GroupCount::in_order(bool by_number, std::optional<int> suppress_below) const
{
    if (beyond_ > 0) return {};
    auto groups = shown(suppress_below);
    std::erase_if(groups, [](const Group& group) { return group.value.empty(); });
    if (by_number)
        std::ranges::stable_sort(groups,
                                 [](const Group& a, const Group& b) { return compare_numbers(a.value, b.value) < 0; });
    return groups;
}
} // namespace engine
