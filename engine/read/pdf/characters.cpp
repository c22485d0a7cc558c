// What is read of a line's characters.
#include "engine/read/pdf/glyph_lines.hpp"
#include <algorithm>
#include <array>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr float space_gap = 0.2F; // of the font size, between two words

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

char32_t superscript(char32_t digit)
{
    static constexpr auto figures =
        std::to_array<char32_t>({U'⁰', U'¹', U'²', U'³', U'⁴', U'⁵', U'⁶', U'⁷', U'⁸', U'⁹'});
    return figures[digit - '0'];
}
char32_t subscript(char32_t digit) { return U'₀' + (digit - '0'); }

// Some programs print bold text by printing it twice, a hair apart.
bool is_double(const Glyph& glyph, const Glyph& before)
{
    return glyph.unicode == before.unicode && std::fabs(glyph.box.left - before.box.left) < 0.15F * glyph.size &&
           std::fabs(glyph.box.top - before.box.top) < 0.15F * glyph.size;
}

// How far a smaller character stands above the line that a larger one beside it stands on, in sizes of that one; 0
// where it is no smaller or stands further off.
float rise(const Glyph& glyph, const Glyph* beside)
{
    constexpr float smaller = 0.92F, near = 1;
    if (!beside || glyph.size > smaller * beside->size) return 0;
    float apart = std::max(glyph.box.left - beside->box.right, beside->box.left - glyph.box.right);
    if (apart > near * beside->size) return 0;
    auto foot = [](const Glyph& each) { return each.box.bottom - each.box.height() / 4; };
    return (foot(*beside) - foot(glyph)) / beside->size;
}

// Turns small figures that stand high or low beside a character into what they are: 83.3¹ is not 83.31.
void tell_marks(std::vector<Character>& characters)
{
    constexpr float least_rise = 0.15F, least_fall = -0.08F;
    const Glyph* base = nullptr; // the last one before that is no mark itself
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto& one = characters[i];
        const Glyph* next = nullptr;
        for (auto n = i + 1; n < characters.size() && !next; ++n)
            if (characters[n].glyph->size > one.glyph->size) next = characters[n].glyph;
        bool is_mark =
            rise(*one.glyph, base) > least_rise || (is_digit(one.unicode) && rise(*one.glyph, next) > least_rise);
        if (!is_mark) {
            // A lowered figure is of a name (CO2) unless it stands behind a number.
            bool is_low = base && is_digit(base->unicode) && rise(*one.glyph, base) < least_fall;
            if (!is_low)
                base = one.glyph;
            else if (is_digit(one.unicode))
                one.unicode = subscript(one.unicode);
        } else if (is_digit(one.unicode))
            one.unicode = superscript(one.unicode);
    }
}
} // namespace

std::vector<Character> characters_of(const GlyphLine& line)
{
    std::vector<Character> read;
    const Glyph* last = nullptr;
    float right = 0;
    bool spaced = false;
    std::array<const Glyph*, 3> recent{}; // of twice printed text, what was printed first
    for (const auto* glyph : line) {
        if (is_space(glyph->unicode)) {
            spaced = true;
            continue;
        }
        if (std::ranges::any_of(recent, [&](const Glyph* had) { return had && is_double(*glyph, *had); })) continue;
        auto size = last ? std::max(glyph->size, last->size) : glyph->size;
        read.push_back({glyph, glyph->unicode, !last || spaced || glyph->box.left - right > space_gap * size});
        spaced = false;
        right = last ? std::max(right, glyph->box.right) : glyph->box.right;
        last = glyph;
        std::rotate(recent.begin(), recent.begin() + 1, recent.end());
        recent.back() = glyph;
    }
    tell_marks(read);
    return read;
}
} // namespace engine::pdf
