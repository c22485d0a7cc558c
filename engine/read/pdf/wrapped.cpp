#include "engine/read/pdf/wrapped.hpp"
#include "engine/read/pdf/row_style.hpp"
#include <algorithm>
#include <set>

namespace engine::pdf
{
namespace
{
constexpr float name_leading = 1.5F; // font sizes, between the lines of one name at most

bool is_name(const PlacedLine& line) { return line.slots.size() == 1 && line.slots[0].last == 0; }

// Where the name of the row stands, and where its figures do.
float foot_of_name(const PlacedLine& line)
{
    const auto* name = line.slot_of(0);
    return name ? name->box.bottom : 0;
}
float foot_of_figures(const PlacedLine& line)
{
    auto figures = std::ranges::find_if(line.slots, [](const Slot& slot) { return slot.first > 0; });
    return figures == line.slots.end() ? 0 : figures->box.bottom;
}

// By how many font sizes the name stands below the figures of its line; 0 where it has no figures.
float drop_of_name(const PlacedLine& line)
{
    if (line.slots.size() < 2 || !line.has(0)) return 0;
    return (foot_of_name(line) - foot_of_figures(line)) / std::max(line.size, 1.F);
}
} // namespace

bool ends_open(const std::string& text)
{
    static const std::set<std::string> joiners = {"and",  "or", "of", "the",  "in", "to", "for",
                                                  "with", "by", "on", "from", "at", "per"};
    if (text.ends_with('-') || text.ends_with(',') || text.ends_with('/') || text.ends_with('&')) return true;
    auto open = std::ranges::count(text, '('), closed = std::ranges::count(text, ')');
    return open > closed || joiners.contains(text.substr(text.rfind(' ') + 1));
}

bool begins_small(const std::string& text)
{
    auto first = static_cast<unsigned char>(text[0]);
    return (first >= 'a' && first <= 'z') || first == '(' || first == '&';
}

bool had_no_room(std::span<const PlacedLine> lines, std::size_t first, std::size_t i)
{
    const auto& line = lines[i];
    auto widest = [&](const Slot& like) {
        float width = 0;
        for (const auto& each : lines)
            for (const auto& slot : each.slots)
                if (slot.first == like.first && slot.last == like.last) width = std::max(width, slot.box.width());
        return width;
    };
    std::size_t full = 0, roomy = 0;
    for (const auto& slot : line.slots) {
        const Slot* above = nullptr;
        for (auto l = first; l < i; ++l)
            if (const auto* had = lines[l].slot_of(slot.first)) above = had;
        if (!above) {
            ++roomy;
            continue;
        }
        auto letters = static_cast<float>(slot.shown.size());
        auto of_word = static_cast<float>(std::min(slot.shown.find(U' '), slot.shown.size()));
        float word = slot.box.width() * of_word / std::max(letters, 1.F), space = 0.2F * line.size;
        bool had_room = above->box.width() + space + word < widest(slot);
        bool says_so = ends_open(above->text) || begins_small(slot.text);
        ++(had_room && !says_so ? roomy : full);
    }
    return full >= roomy;
}

bool goes_around(std::span<const PlacedLine> lines, std::size_t first, std::size_t i, std::size_t columns)
{
    constexpr float least = 0.1F;
    const auto &line = lines[i], &above = lines[i - 1];
    if (leading(above, line) > 1.4F) return false;
    auto near = [&](const PlacedLine& upper, const PlacedLine& lower) {
        return foot_of_name(lower) - foot_of_name(upper) < name_leading * std::max(line.size, 1.F);
    };
    bool second = first + 1 == i;
    // name | name figures: the second part of the name lies lower than the figures.
    if (second && is_name(above) && drop_of_name(line) > least) return true;
    // name | figures | name
    bool bare = line.slots.size() > 1 && !line.has(0) && line.slots.size() * 2 >= columns;
    if (second && is_name(above) && bare && i + 1 < lines.size() && is_name(lines[i + 1]) && near(above, lines[i + 1]))
        return true;
    if (first + 2 == i && is_name(line) && is_name(lines[first]) && !above.has(0) && near(lines[first], line))
        return true;
    // name figures | name: the first part lies higher than its figures.
    return second && is_name(line) && drop_of_name(above) < -least;
}
} // namespace engine::pdf
