#include "engine/read/pdf/rulings.hpp"
#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace engine::pdf
{
namespace
{
constexpr float thin = 3.2F;             // points; a filled rectangle this thin is a line
constexpr float shortest = 4;            // of a joined line
constexpr std::size_t most_lines = 5000; // of a page, in either direction; a drawing has more
constexpr std::size_t most_areas = 3000; // of a page; a picture has more
constexpr int as_paper = 250;            // grey that is not seen on white paper
constexpr float straight = 0.6F;         // points that the ends of a line may differ

struct Collected {
    std::vector<Ruling> horizontal, vertical;

    void add_horizontal(float y, float left, float right) { horizontal.push_back({y, left, right}); }
    void add_vertical(float x, float top, float bottom) { vertical.push_back({x, top, bottom}); }
    void add_edges(const Box& box)
    {
        add_horizontal(box.top, box.left, box.right);
        add_horizontal(box.bottom, box.left, box.right);
        add_vertical(box.left, box.top, box.bottom);
        add_vertical(box.right, box.top, box.bottom);
    }
};

bool is_on_colour(const Box& box, const std::vector<Box>& coloured)
{
    return std::ranges::any_of(coloured, [&](const Box& area) {
        constexpr float edge = 1.5F; // the line may lie between two areas
        Box around{area.left - edge, area.top - edge, area.right + edge, area.bottom + edge};
        return around.holds(box.middle_x(), box.middle_y());
    });
}

// Lines whose places differ by less than `snap` become one place; on it, lines that nearly touch become one line.
std::vector<Ruling> joined(std::vector<Ruling> lines)
{
    std::ranges::sort(lines, {}, &Ruling::at);
    std::vector<Ruling> out;
    for (std::size_t begin = 0; begin < lines.size();) {
        auto end = begin + 1;
        while (end < lines.size() && lines[end].at - lines[end - 1].at <= snap &&
               lines[end].at - lines[begin].at < 2 * snap)
            ++end;
        double at = 0, weight = 0; // long lines say where the place is
        for (auto i = begin; i < end; ++i) {
            double length = lines[i].to - lines[i].from + 0.01;
            at += lines[i].at * length;
            weight += length;
        }
        auto place = static_cast<float>(at / weight);
        std::sort(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end),
                  [](const Ruling& a, const Ruling& b) { return a.from < b.from; });
        Ruling open{place, lines[begin].from, lines[begin].to};
        auto keep = [&out](const Ruling& line) {
            if (line.to - line.from >= shortest) out.push_back(line);
        };
        for (auto i = begin + 1; i < end; ++i) {
            if (lines[i].from <= open.to + snap)
                open.to = std::max(open.to, lines[i].to);
            else {
                keep(open);
                open = {place, lines[i].from, lines[i].to};
            }
        }
        keep(open);
        begin = end;
    }
    return out;
}
// Filled areas, those of one colour that touch put together: a band is often painted word by word.
std::vector<Box> areas(const std::vector<Shape>& shapes)
{
    constexpr float touch = 0.3F;
    struct Area {
        Box box;
        int grey;
    };
    std::vector<Area> all;
    for (const auto& shape : shapes)
        if (shape.filled && shape.grey < as_paper && shape.box.height() > thin && shape.box.width() > thin)
            all.push_back({shape.box, shape.grey});
    if (all.size() > most_areas) return {};
    auto same = [](float a, float b) { return std::fabs(a - b) <= 1; };
    auto one = [&](const Area& a, const Area& b) {
        if (a.grey != b.grey) return false;
        bool in_column = same(a.box.left, b.box.left) && same(a.box.right, b.box.right);
        bool in_row = same(a.box.top, b.box.top) && same(a.box.bottom, b.box.bottom);
        bool meet_down = a.box.top <= b.box.bottom + touch && b.box.top <= a.box.bottom + touch;
        bool meet_across = a.box.left <= b.box.right + touch && b.box.left <= a.box.right + touch;
        return (in_column && meet_down) || (in_row && meet_across);
    };
    constexpr int most_rounds = 10;
    bool changed = true;
    for (int round = 0; changed && round < most_rounds; ++round) {
        changed = false;
        std::ranges::sort(all, {}, [](const Area& area) { return std::pair(area.box.top, area.box.left); });
        std::vector<Area> merged;
        for (const auto& area : all) {
            auto had = std::ranges::find_if(merged, [&](const Area& other) { return one(other, area); });
            if (had == merged.end())
                merged.push_back(area);
            else {
                had->box.include(area.box);
                changed = true;
            }
        }
        all = std::move(merged);
    }
    // An area on a larger one of the same colour cannot be seen.
    auto is_hidden = [&](const Area& area) {
        return std::ranges::any_of(all, [&](const Area& other) {
            return &other != &area && std::abs(other.grey - area.grey) <= 3 &&
                   other.box.holds(area.box.left, area.box.top) && other.box.holds(area.box.right, area.box.bottom);
        });
    };
    std::vector<Box> boxes;
    for (const auto& area : all)
        if (!is_hidden(area)) boxes.push_back(area.box);
    return boxes;
}
} // namespace

Rulings find_rulings(const Page& page, bool fills)
{
    Collected found;
    auto coloured = areas(page.shapes);
    if (fills)
        for (const auto& area : coloured) found.add_edges(area);
    for (const auto& shape : page.shapes) {
        const auto& box = shape.box;
        bool flat = box.height() <= (shape.filled ? thin : straight),
             upright = box.width() <= (shape.filled ? thin : straight);
        if (shape.grey >= as_paper && !((flat || upright) && is_on_colour(box, coloured))) continue;
        if (flat && box.width() > box.height())
            found.add_horizontal(box.middle_y(), box.left, box.right);
        else if (upright)
            found.add_vertical(box.middle_x(), box.top, box.bottom);
    }
    // Lines are at times pictures of a line.
    for (const auto& box : page.pictures) {
        if (box.height() <= thin && box.width() > 4 * thin) found.add_horizontal(box.middle_y(), box.left, box.right);
        if (box.width() <= thin && box.height() > 4 * thin) found.add_vertical(box.middle_x(), box.top, box.bottom);
    }
    Rulings rulings{joined(std::move(found.horizontal)), joined(std::move(found.vertical))};
    if (rulings.horizontal.size() > most_lines || rulings.vertical.size() > most_lines) return {};
    return rulings;
}
} // namespace engine::pdf
