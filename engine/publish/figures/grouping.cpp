#include "engine/publish/figures/grouping.hpp"
#include "engine/publish/figures/natural_order.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <numeric>
#include <set>

namespace engine
{
namespace
{
// Of more groups than a reader looks through, the largest stand for all.
constexpr std::size_t most_listed = 40, largest_listed = 12;

std::string others(std::size_t groups, bool beyond)
{
    if (beyond) return "All other values";
    return with_thousands(static_cast<std::int64_t>(groups)) + (groups == 1 ? " other value" : " other values");
}
} // namespace

Grouping::Grouping(const Section& section, const Schema& columns, std::size_t meters) : meters_(meters)
{
    for (const auto& name : section.by) {
        columns_.push_back(*columns.find(name));
        const auto& field = columns.fields[columns_.back()];
        allowed_.push_back(field.constraints.allowed);
        bands_.emplace_back(section.bands, field);
    }
}

Grouping::Place Grouping::at(std::span<const std::vector<std::string_view>> cells, std::size_t row)
{
    key_.clear();
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        auto part = bands_[at].key_of(cells[columns_[at]][row], room_);
        if (columns_.size() > 1) key_.append(std::to_string(part.size())).append(":");
        key_ += part;
    }
    auto known = places_.find(key_);
    std::size_t place = known != places_.end() ? known->second : beyond_.value_or(groups_.size());
    if (place == groups_.size()) {
        auto& group = groups_.emplace_back();
        group.tallies.resize(meters_);
        if (places_.size() == most_groups) {
            beyond_ = place;
        } else {
            places_.emplace(key_, place);
            for (std::size_t at = 0; at < columns_.size(); ++at)
                group.keys.emplace_back(bands_[at].key_of(cells[columns_[at]][row], room_));
        }
    }
    ++groups_[place].rows;
    return {place, groups_[place].tallies};
}

void Grouping::note_others(std::size_t group, std::span<const std::size_t> groups)
{
    auto& noted = groups_[group].others;
    if (noted.empty()) noted.assign(groups.begin(), groups.end());
    for (std::size_t section = 0; section < groups.size(); ++section)
        if (noted[section] != groups[section]) noted[section] = GroupCounts::several;
}

std::vector<Tally> Grouping::whole() const
{
    std::vector<Tally> all(meters_);
    for (const auto& group : groups_)
        for (std::size_t at = 0; at < meters_; ++at) all[at].add(group.tallies[at]);
    return all;
}

std::vector<std::size_t> Grouping::in_order() const
{
    std::vector<NaturalOrder> orders;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        std::set<std::string> values;
        for (const auto& group : groups_)
            if (!group.keys.empty()) values.insert(group.keys[at]);
        orders.emplace_back(allowed_[at], std::vector<std::string>(values.begin(), values.end()));
    }
    std::vector<std::size_t> order(groups_.size());
    std::iota(order.begin(), order.end(), 0);
    if (beyond_) std::erase(order, *beyond_);
    std::ranges::sort(order, [&](std::size_t one, std::size_t other) {
        for (std::size_t at = 0; at < orders.size(); ++at) {
            const auto &own = groups_[one].keys[at], &its = groups_[other].keys[at];
            if (own != its) return orders[at].before(own, its);
        }
        return false;
    });
    return order;
}

// Most of the first measure first.
bool Grouping::by_measure(const Meter& meter, std::size_t one, std::size_t other) const
{
    auto index = [&](std::size_t group) {
        static const Tally whole; // shares sort as what they are shares of
        auto measure = meter.measure;
        if (measure.kind == MeasureKind::share)
            measure.kind = measure.is_of_rows() ? MeasureKind::count : MeasureKind::sum;
        return figure_of(measure, groups_[group].tallies.front(), whole);
    };
    auto own = index(one), its = index(other);
    if (own.empty() || its.empty()) return !own.empty() && its.empty();
    return compare_numbers(own, its) > 0;
}

std::vector<SectionFigures::Group> Grouping::listed(const Section& section, const std::vector<Meter>& meters,
                                                    const HiddenSection& hidden) const
{
    auto order = in_order();
    std::erase_if(order, [&](std::size_t group) { return hidden.groups[group]; });
    auto all = whole();
    std::vector<bool> is_listed(groups_.size(), false);
    std::vector<SectionFigures::Group> out;
    auto list = [&](std::size_t group) {
        if (is_listed[group]) return;
        is_listed[group] = true;
        auto& one = out.emplace_back();
        for (std::size_t at = 0; at < columns_.size(); ++at)
            one.names.push_back(bands_[at].name_of(groups_[group].keys[at]));
        for (std::size_t at = 0; at < meters.size(); ++at) {
            bool is_hidden = meters[at].thing && hidden.parts[group][*meters[at].thing];
            one.figures.push_back(
                {is_hidden ? "" : figure_of(meters[at].measure, groups_[group].tallies[at], all[at]), is_hidden});
        }
    };
    std::size_t before_rest = 0;
    if (section.top > 0 || section.bottom > 0) {
        std::erase_if(order,
                      [&](std::size_t group) { return meters[0].thing && hidden.parts[group][*meters[0].thing]; });
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return by_measure(meters[0], a, b); });
        auto count = order.size();
        for (std::size_t at = 0; at < std::min<std::size_t>(count, static_cast<std::size_t>(section.top)); ++at)
            list(order[at]);
        before_rest = out.size();
        auto bottom = std::min<std::size_t>(count, static_cast<std::size_t>(section.bottom));
        for (auto at = count - bottom; at < count; ++at) list(order[at]);
    } else {
        auto largest = order;
        if (order.size() > most_listed && section.bands.empty()) {
            std::ranges::stable_sort(largest, std::greater(), [&](std::size_t group) { return groups_[group].rows; });
            largest.resize(largest_listed);
            std::erase_if(order, [&](std::size_t group) { return std::ranges::find(largest, group) == largest.end(); });
        }
        for (auto group : order) list(group);
        before_rest = out.size();
    }
    if (out.empty() || out.size() == groups_.size()) return out;

    SectionFigures::Group rest{{others(groups_.size() - out.size(), beyond_.has_value())}, {}, true};
    rest.names.resize(columns_.size());
    for (std::size_t at = 0; at < meters.size(); ++at) {
        Tally tally;
        bool is_hidden = false;
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            if (is_listed[group]) continue;
            tally.add(groups_[group].tallies[at]);
            is_hidden = is_hidden || (meters[at].thing && hidden.parts[group][*meters[at].thing]);
        }
        rest.figures.push_back({is_hidden ? "" : figure_of(meters[at].measure, tally, all[at]), is_hidden});
    }
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(before_rest), std::move(rest));
    return out;
}
} // namespace engine
