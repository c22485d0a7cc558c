#include "engine/read/pdf/turn.hpp"
#include <algorithm>
#include <array>
#include <cstdlib>

namespace engine::pdf
{
int quarter(int angle)
{
    if (angle == 0) return 0;
    constexpr int slack = 3; // degrees, of a page that was scanned askew and then read
    int nearest = (angle + 45) / 90 % 4 * 90;
    int away = std::abs(angle - nearest);
    return std::min(away, 360 - away) <= slack ? nearest : -1;
}

int usual_quarter(const Page& page)
{
    std::array<std::size_t, 4> count{};
    for (const auto& glyph : page.glyphs)
        if (auto turn = quarter(glyph.angle); turn >= 0) ++count[static_cast<std::size_t>(turn / 90)];
    return static_cast<int>(std::ranges::max_element(count) - count.begin()) * 90;
}

Box turned(const Box& box, int quarter, float width, float height)
{
    switch (quarter) {
    case 90:
        return {height - box.bottom, box.left, height - box.top, box.right};
    case 180:
        return {width - box.right, height - box.bottom, width - box.left, height - box.top};
    case 270:
        return {box.top, width - box.right, box.bottom, width - box.left};
    default:
        return box;
    }
}

void turn(Page& page, int quarter)
{
    if (quarter == 0) return;
    for (auto& glyph : page.glyphs) {
        glyph.box = turned(glyph.box, quarter, page.width, page.height);
        glyph.angle = (glyph.angle - quarter + 360) % 360;
    }
    for (auto& shape : page.shapes) shape.box = turned(shape.box, quarter, page.width, page.height);
    for (auto& picture : page.pictures) picture = turned(picture, quarter, page.width, page.height);
    if (quarter != 180) std::swap(page.width, page.height);
}
} // namespace engine::pdf
