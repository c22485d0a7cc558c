#pragma once
// Characters put together: words, pieces of a line between wide gaps, lines.
#include "engine/read/pdf/page.hpp"
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace engine::pdf
{
// Words of one line that belong together; wide gaps lie between two pieces.
struct Piece {
    Box box;
    std::string text;
    float size = 0; // of most of its characters
    bool bold = false;
    int words = 0;
};

struct TextLine {
    Box box;
    float size = 0;
    std::vector<Piece> pieces; // from left to right
};

// Lines of horizontal text from top to bottom. `gap`: how wide in font sizes a gap is that parts two pieces.
std::vector<TextLine> text_lines(std::span<const Glyph> glyphs, float gap);

// The text of one cell, whose lines were wrapped to fit: as one line, in the order in which it is read.
std::string cell_text(std::span<const Glyph> glyphs);

// Appends the next line of a wrapped text.
void append_line(std::string& text, const std::string& line);
} // namespace engine::pdf
