// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Pages as PNG pictures, with rectangles drawn on top.
#include <cstdint>
#include <poppler/PDFDoc.h>
#include <string>
#include <vector>

namespace pdfhelper
{
#pragma pack(push, 1)
struct Rectangle {
    std::uint32_t page;
    float left, top, right, bottom; // points from the top left corner
};
#pragma pack(pop)
std::vector<Rectangle> read_rectangles(int descriptor);

// At most 4,000 pixels on its longer side, whatever the resolution.
std::string draw_page(PDFDoc& document, int page, double dots_per_inch, const std::vector<Rectangle>& rectangles);
} // namespace pdfhelper
