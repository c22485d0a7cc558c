#include "engine/read/pdf/rulings.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr float thin = 3.2F;     // points; a filled rectangle this thin is a line
constexpr float shortest = 4;    // of a joined line
constexpr int as_paper = 250;    // grey that is not seen on white paper
constexpr float straight = 0.6F; // points that the ends of a line may differ

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

bool is_on_colour(const Box& box, const std::vector<Shape>& shapes)
{
    return std::ranges::any_of(shapes, [&](const Shape& shape) {
        return shape.filled && shape.grey < as_paper && shape.box.height() > thin && shape.box.width() > thin &&
               shape.box.holds(box.middle_x(), box.middle_y());
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
} // namespace

Rulings find_rulings(const Page& page, bool fills)
{
    Collected found;
    for (const auto& shape : page.shapes) {
        const auto& box = shape.box;
        bool flat = box.height() <= (shape.filled ? thin : straight),
             upright = box.width() <= (shape.filled ? thin : straight);
        if (shape.grey >= as_paper && !((flat || upright) && is_on_colour(box, page.shapes))) continue;
        if (flat && box.width() > box.height())
            found.add_horizontal(box.middle_y(), box.left, box.right);
        else if (upright)
            found.add_vertical(box.middle_x(), box.top, box.bottom);
        else if (shape.filled && fills)
            found.add_edges(box);
    }
    // Lines are at times pictures of a line.
    for (const auto& box : page.pictures) {
        if (box.height() <= thin && box.width() > 4 * thin) found.add_horizontal(box.middle_y(), box.left, box.right);
        if (box.width() <= thin && box.height() > 4 * thin) found.add_vertical(box.middle_x(), box.top, box.bottom);
    }
    return {joined(std::move(found.horizontal)), joined(std::move(found.vertical))};
}
} // namespace engine::pdf
