#include "engine/read/pdf/glyph_lines.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace engine::pdf
{
namespace
{
constexpr float same_line = 0.3F;   // of the font size, by which middles of a line's characters may differ
constexpr float raised = 0.5F;      // the same for small ones
constexpr float small = 0.9F;       // of the line's font size: a footnote mark is smaller
constexpr float leader_gap = 0.65F; // of the font size, between dots that lead the eye; cells stand further apart

// How many of them in a row lead the eye, or draw a line; 0 where they do not.
std::size_t leading(char32_t c)
{
    if (c == '.' || c == '_' || c == 0x2026 || c == 0xB7) return 4;
    return c == '-' || c == '=' ? 8 : 0;
}

// Takes out dots that lead the eye from a name to its figure, and lines of underscores or dashes. Dots and dashes that
// stand apart are what is said in as many cells.
GlyphLine without_leaders(const GlyphLine& line)
{
    GlyphLine kept;
    for (std::size_t i = 0; i < line.size();) {
        auto fewest = leading(line[i]->unicode);
        if (fewest == 0) {
            kept.push_back(line[i++]);
            continue;
        }
        const auto begin = i;
        const auto* last = line[i];
        std::size_t dots = 0;
        for (; i < line.size(); ++i) {
            if (is_space(line[i]->unicode)) continue;
            bool goes_on =
                line[i]->unicode == last->unicode && line[i]->box.left - last->box.right <= leader_gap * last->size;
            if (!goes_on) break;
            last = line[i];
            ++dots;
        }
        if (dots < fewest)
            kept.insert(kept.end(), line.begin() + static_cast<std::ptrdiff_t>(begin),
                        line.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return kept;
}
} // namespace

bool is_space(char32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0xFEFF;
}

// Large characters come first, so that a raised footnote mark joins the line it belongs to.
std::vector<GlyphLine> glyph_lines(std::span<const Glyph> glyphs)
{
    std::vector<std::pair<long, const Glyph*>> order; // with the size in half points
    for (const auto& glyph : glyphs) order.emplace_back(std::lround(glyph.size * 2), &glyph);
    auto is_larger = [](const auto& a, const auto& b) { return a.first > b.first; };
    if (!std::ranges::is_sorted(order, is_larger)) std::ranges::stable_sort(order, is_larger);
    struct Open {
        float size;
        GlyphLine glyphs;
    };
    std::multimap<float, Open> lines; // by their middle
    for (auto [half_points, glyph] : order) {
        auto middle = glyph->box.middle_y();
        Open* nearest = nullptr;
        float distance = 0;
        constexpr float reach = raised * 40;
        for (auto at = lines.lower_bound(middle - reach); at != lines.end() && at->first <= middle + reach; ++at) {
            auto away = std::fabs(at->first - middle);
            bool is_mark = glyph->size < small * at->second.size;
            if (away > (is_mark ? raised : same_line) * at->second.size || glyph->size * 3 < at->second.size) continue;
            if (!nearest || away < distance) {
                nearest = &at->second;
                distance = away;
            }
        }
        if (!nearest) nearest = &lines.emplace(middle, Open{glyph->size, {}})->second;
        nearest->glyphs.push_back(glyph);
    }
    std::vector<GlyphLine> result;
    for (auto& [middle, line] : lines) {
        std::ranges::stable_sort(line.glyphs, {}, [](const Glyph* glyph) { return glyph->box.left; });
        result.push_back(without_leaders(line.glyphs));
    }
    return result;
}
} // namespace engine::pdf
