#include "engine/publish/figures/words.hpp"
#include "engine/summary/exact_sum.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
std::string written(std::string_view number, FigureUnit unit, const Setting& setting)
{
    switch (unit) {
    case FigureUnit::count:
    case FigureUnit::number:
        return setting.number(number);
    case FigureUnit::money:
        return setting.money(number);
    case FigureUnit::percent:
        return setting.percent(number);
    }
    return "";
}

std::string difference(const std::string& now, const std::string& before)
{
    ExactSum sum;
    sum.add(now);
    sum.add(before.starts_with('-') ? before.substr(1) : "-" + before);
    return sum.text();
}

std::string of_all(const SectionFigures& section, const Setting& setting)
{
    auto unit = section.heads[0].unit;
    const auto& whole = section.whole[0];
    if (whole.number.empty() || (unit != FigureUnit::count && unit != FigureUnit::money)) return "";
    return fmt::format(" of {}", written(whole.number, unit, setting));
}
} // namespace

std::string shown(const Figure& figure, FigureUnit unit, const Setting& setting)
{
    if (figure.hidden) return std::string(hidden_mark);
    return figure.number.empty() ? "" : written(figure.number, unit, setting);
}

std::string change_of(const KeyFigure& figure, const std::string& with, const Setting& setting)
{
    if (figure.now.number.empty() || figure.before.number.empty()) return "";
    auto change = difference(figure.now.number, figure.before.number);
    if (compare_numbers(change, "0") == 0) return fmt::format("as in {}", with);
    auto sign = change.starts_with('-') ? "−" : "+";
    auto size = change.starts_with('-') ? change.substr(1) : change;
    auto text = figure.head.unit == FigureUnit::percent ? setting.number(size) + (size == "1.0" ? " point" : " points")
                                                        : written(size, figure.head.unit, setting);
    return fmt::format("{}{} since {}", sign, text, with);
}

std::string name_of(const SectionFigures& section, const SectionFigures::Group& group, std::size_t by,
                    const std::vector<OutputColumn>& columns, const Setting& setting)
{
    const auto& name = group.names[by];
    if (group.is_rest) return name;
    if (name.empty()) return "(blank)";
    return columns[section.by[by].column].type == CellType::date ? setting.date(name) : name;
}

std::string title_of(const SectionFigures& section)
{
    if (!section.title.empty()) return section.title;
    if (section.lists_rows) return "All rows";
    std::string by;
    for (const auto& one : section.by) by += (by.empty() ? "" : " and ") + one.title;
    return fmt::format("{} by {}", section.heads[0].title, by);
}

std::string result_of(const SectionFigures& section, const std::vector<OutputColumn>& columns, const Setting& setting)
{
    if (section.lists_rows) return "";
    if (section.groups.empty()) return "Not shown, as the numbers are too small or the values too many.";
    std::vector<const SectionFigures::Group*> groups;
    bool has_rest = false;
    for (const auto& group : section.groups) {
        has_rest = has_rest || group.is_rest;
        if (group.figures[0].hidden) return ""; // nobody knows which of them is most or least
        if (!group.is_rest && !group.figures[0].number.empty()) groups.push_back(&group);
    }
    if (groups.size() < 2 || (has_rest && !section.lists_most)) return "";
    auto less = [](const auto* a, const auto* b) {
        return compare_numbers(a->figures[0].number, b->figures[0].number) < 0;
    };
    auto say = [&](const SectionFigures::Group& group) {
        std::string name;
        for (std::size_t by = 0; by < section.by.size(); ++by)
            name += (by == 0 ? "" : ", ") + name_of(section, group, by, columns, setting);
        return fmt::format("{} with {}", name, shown(group.figures[0], section.heads[0].unit, setting));
    };
    auto [least, most] = std::ranges::minmax_element(groups, less);
    if (!has_rest && !less(*least, *most))
        return fmt::format("All have the same: {}.", shown((*most)->figures[0], section.heads[0].unit, setting));
    auto tied = [&](const auto* one) {
        return std::ranges::count_if(groups, [&](const auto* other) { return !less(one, other) && !less(other, one); });
    };
    std::string out;
    if (section.chart == ChartKind::line)
        out = fmt::format("From {} to {}. ", say(*groups.front()), say(*groups.back()));
    if (tied(*most) == 1) out += fmt::format("Most: {}{}.", say(**most), of_all(section, setting));
    if (!has_rest && tied(*least) == 1)
        out += fmt::format("{}Least: {}.", out.empty() || out.back() == ' ' ? "" : " ", say(**least));
    while (out.ends_with(' ')) out.pop_back();
    return out;
}
} // namespace engine
