#include "engine/publish/pdf/subtotals.hpp"
#include "engine/publish/figures/natural_order.hpp"
#include <algorithm>

namespace engine::pdf
{
void Subtotals::add(std::span<const std::string_view> cells, const std::map<std::size_t, ExactSum>& sums, bool is_kept)
{
    auto found = groups_.find(cells[column_]);
    if (found == groups_.end()) {
        found = groups_.emplace(cells[column_], Group()).first;
        found->second.name = found->first;
    }
    auto& group = found->second;
    ++group.count;
    for (const auto& [column, total] : sums) group.sums[column].add(cells[column]);
    if (is_kept) group.rows.push_back(kept_++);
}

std::vector<Subtotals::Group> Subtotals::groups() const
{
    std::vector<std::string> names;
    std::vector<Group> out;
    for (const auto& [name, group] : groups_) names.push_back(name), out.push_back(group);
    NaturalOrder order(order_, names);
    std::ranges::sort(out, [&](const Group& a, const Group& b) { return order.before(a.name, b.name); });
    std::erase_if(out, [](const Group& group) { return group.rows.empty(); });
    return out;
}
} // namespace engine::pdf
