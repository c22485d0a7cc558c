#pragma once
// Characters sorted into the lines they stand on.
#include "engine/read/pdf/page.hpp"
#include <span>
#include <vector>

namespace engine::pdf
{
using GlyphLine = std::vector<const Glyph*>; // from left to right

// From top to bottom, of horizontal text. Dots that lead the eye and lines drawn with dashes are left out.
std::vector<GlyphLine> glyph_lines(std::span<const Glyph> glyphs);

// A character of a line as it is read: without the spaces, and without what was printed twice to look bold.
struct Character {
    const Glyph* glyph;
    char32_t unicode;         // a raised or lowered figure is one of its own (¹), no digit of the number beside it
    bool begins_word = false; // a space stands before it, or room for one
};
std::vector<Character> characters_of(const GlyphLine& line);

bool is_space(char32_t unicode);
} // namespace engine::pdf
