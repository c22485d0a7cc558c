#include "engine/publish/summary/group_count.hpp"
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

std::vector<GroupCount::Group> GroupCount::largest(std::size_t most) const
{
    std::vector<Group> groups;
    for (const auto& [value, rows] : counts_) groups.push_back({value, rows, false});
    std::sort(groups.begin(), groups.end(),
              [](const Group& a, const Group& b) { return a.rows != b.rows ? a.rows > b.rows : a.value < b.value; });
    if (groups.size() <= most && beyond_ == 0) return groups;

    Group others{.value = {}, .rows = beyond_, .is_rest = true};
    auto values = groups.size() - std::min(most, groups.size());
    for (auto at = most; at < groups.size(); ++at) others.rows += groups[at].rows;
    others.value = beyond_ > 0 ? "All other values" : std::to_string(values) + " other values";
    groups.resize(std::min(most, groups.size()));
    groups.push_back(std::move(others));
    return groups;
}
} // namespace engine
