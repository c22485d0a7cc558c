#pragma once
// Pages drawn by hand, for tests.
#include "engine/read/pdf/page.hpp"
#include <string_view>

namespace engine::pdf
{
struct PageForTests : Page {
    PageForTests()
    {
        width = 600;
        height = 800;
    }

    // Letters half as wide as high, standing on the line at y.
    PageForTests& text(float x, float y, std::string_view words, float size = 10)
    {
        for (char letter : words) {
            float advance = size / 2;
            if (letter != ' ')
                glyphs.push_back({static_cast<char32_t>(static_cast<unsigned char>(letter)),
                                  {x, y - size * 3 / 4, x + advance, y + size / 4},
                                  size});
            x += advance;
        }
        return *this;
    }
    PageForTests& line(float x0, float y0, float x1, float y1)
    {
        shapes.push_back({{x0, y0, x1, y1}, 0.5F});
        return *this;
    }
    // Lines of a grid with these places.
    PageForTests& grid(std::initializer_list<float> xs, std::initializer_list<float> ys)
    {
        for (auto x : xs) line(x, std::min(ys), x, std::max(ys));
        for (auto y : ys) line(std::min(xs), y, std::max(xs), y);
        return *this;
    }
};
} // namespace engine::pdf
