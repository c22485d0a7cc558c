// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdfhelper/pictures.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>
#include <poppler/splash/SplashErrorCodes.h>
#include <stdexcept>
#include <unistd.h>

namespace pdfhelper
{
namespace
{
constexpr double most_pixels = 4000;
constexpr std::array<int, 3> ink = {214, 51, 132}; // seen on paper, on tables in blue and on grey

bool no_annotation(Annot*, void*) { return false; }

// Mixes the ink into one pixel, so that what it covers can still be read.
void tint(SplashBitmap& bitmap, int x, int y)
{
    if (x < 0 || y < 0 || x >= bitmap.getWidth() || y >= bitmap.getHeight()) return;
    auto* pixel = bitmap.getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap.getRowSize() + x * 3;
    for (std::size_t i = 0; i < ink.size(); ++i) pixel[i] = static_cast<unsigned char>((pixel[i] + 3 * ink[i]) / 4);
}

void outline(SplashBitmap& bitmap, const Rectangle& box, double scale)
{
    auto clamped = [&](float value, int most) {
        return static_cast<int>(std::lround(std::clamp(value * scale, 0.0, static_cast<double>(most - 1))));
    };
    int left = clamped(box.left, bitmap.getWidth()), right = clamped(box.right, bitmap.getWidth());
    int top = clamped(box.top, bitmap.getHeight()), bottom = clamped(box.bottom, bitmap.getHeight());
    for (int x = left; x <= right; ++x) {
        tint(bitmap, x, top);
        tint(bitmap, x, bottom);
    }
    for (int y = top; y <= bottom; ++y) {
        tint(bitmap, left, y);
        tint(bitmap, right, y);
    }
}
} // namespace

std::vector<Rectangle> read_rectangles(int descriptor)
{
    std::vector<Rectangle> list;
    Rectangle one{};
    for (off_t at = 0; pread(descriptor, &one, sizeof one, at) == sizeof one; at += sizeof one) list.push_back(one);
    return list;
}

std::string draw_page(PDFDoc& document, int page, double dots_per_inch, const std::vector<Rectangle>& rectangles)
{
    double longest = std::max(document.getPageCropWidth(page), document.getPageCropHeight(page));
    double dots = std::min(dots_per_inch, most_pixels * 72 / std::max(longest, 1.0));
    SplashColor paper = {255, 255, 255};
    SplashOutputDev device(splashModeRGB8, 4, false, paper);
    device.startDoc(&document);
    document.displayPage(&device, page, dots, dots, 0, false, true, false, nullptr, nullptr, no_annotation, nullptr);
    auto* bitmap = device.getBitmap();
    for (const auto& rectangle : rectangles)
        if (rectangle.page == static_cast<std::uint32_t>(page)) outline(*bitmap, rectangle, dots / 72);

    char* bytes = nullptr;
    std::size_t size = 0;
    auto* file = open_memstream(&bytes, &size);
    if (!file) throw std::bad_alloc();
    auto failed = bitmap->writeImgFile(splashFormatPng, file, dots, dots);
    std::fclose(file);
    std::string png(bytes, size);
    std::free(bytes);
    if (failed != splashOk) throw std::runtime_error("the picture cannot be written");
    return png;
}
} // namespace pdfhelper
