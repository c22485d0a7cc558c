#pragma once
// Characters put together: words and lines.
#include "engine/read/pdf/page.hpp"
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace engine::pdf
{
struct Word {
    Box box;
    std::string text;
    std::u32string shown; // its characters from left to right
    float size = 0;       // of its largest character
};

struct TextLine {
    Box box;
    float size = 0;
    bool typewriter = false; // all characters of one width, so that single spaces are wide
    std::vector<Word> words; // from left to right
};

// Lines of horizontal text, from top to bottom.
std::vector<TextLine> text_lines(std::span<const Glyph> glyphs);

// The text of one cell, whose lines were wrapped to fit: as one line, in the order in which it is read.
std::string cell_text(std::span<const Glyph> glyphs);

// Appends the next line of a wrapped text.
void append_line(std::string& text, const std::string& line);
} // namespace engine::pdf
