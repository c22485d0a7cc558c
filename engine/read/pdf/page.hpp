#pragma once
// What one page of a PDF shows. Lengths are points (1/72 inch) from the top left corner of the page as it is seen.
#include <algorithm>
#include <cstdint>
#include <vector>

namespace engine::pdf
{
struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    float middle_x() const { return (left + right) / 2; }
    float middle_y() const { return (top + bottom) / 2; }
    bool holds(float x, float y) const { return x >= left && x <= right && y >= top && y <= bottom; }
    bool meets(const Box& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    void include(const Box& other)
    {
        left = std::min(left, other.left);
        top = std::min(top, other.top);
        right = std::max(right, other.right);
        bottom = std::max(bottom, other.bottom);
    }
};

struct Glyph {
    char32_t unicode = 0;
    Box box;
    float size = 0;         // of the font
    int angle = 0;          // degrees against the clock
    bool invisible = false; // recognised in a scanned picture
};

struct Shape {
    Box box;
    float width = 0; // of a line
    bool filled = false;
    int grey = 0; // 0 black … 255 white
};

struct Page {
    int number = 1;
    float width = 0, height = 0;
    bool cut_off = false; // there was more on it than a page may have
    std::vector<Glyph> glyphs;
    std::vector<Shape> shapes;
    std::vector<Box> pictures;
};
} // namespace engine::pdf
