// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdfhelper/collector.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <poppler/GfxFont.h>
#include <poppler/Stream.h>

namespace pdfhelper
{
namespace
{
// Of one page; no page that a person can read comes near.
constexpr std::size_t most_characters = 400'000;
constexpr std::size_t most_shapes = 200'000;
constexpr std::size_t most_pictures = 20'000;
constexpr int invisible_render = 3;
constexpr double straight = 0.5; // points that a line may be off and still run along the page

struct Point {
    double x, y;
};

Point on_page(GfxState* state, double x, double y)
{
    Point point{};
    state->transform(x, y, &point.x, &point.y);
    return point;
}

std::uint8_t grey_of(GfxGray grey) { return colToByte(grey); }

// The corners of a subpath without its closing one; empty where it has curves.
std::vector<Point> corners(GfxState* state, const GfxSubpath& path)
{
    std::vector<Point> points;
    for (int i = 0; i < path.getNumPoints(); ++i) {
        if (path.getCurve(i)) return {};
        points.push_back(on_page(state, path.getX(i), path.getY(i)));
    }
    return points;
}

bool is_along_the_page(Point a, Point b) { return std::fabs(a.x - b.x) < straight || std::fabs(a.y - b.y) < straight; }

// Whether the corners are those of a rectangle along the page, however often each is named.
bool is_rectangle(const std::vector<Point>& points, Shape& box)
{
    if (points.size() < 4 || points.size() > 9) return false;
    auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
    auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto at = points[i], next = points[(i + 1) % points.size()];
        bool on_x = std::min(at.x - left.x, right.x - at.x) < straight;
        bool on_y = std::min(at.y - top.y, bottom.y - at.y) < straight;
        if (!on_x || !on_y || !is_along_the_page(at, next)) return false;
    }
    box = {static_cast<float>(left.x),
           static_cast<float>(top.y),
           static_cast<float>(right.x),
           static_cast<float>(bottom.y),
           0,
           1,
           0,
           0};
    return true;
}

// A Type 3 font has a coordinate system of its own; its box says how large a character is.
double scale_of(const GfxFont& font)
{
    if (font.getType() != fontType3) return 1;
    const double* box = font.getFontBBox();
    double scale = std::fabs(font.getFontMatrix()[3]) * std::fabs(box[3] - box[1]);
    return scale > 0.01 && scale < 100 ? scale : 1;
}

// Reads an inline picture to its end, where the page goes on.
void consume(Stream* stream, long bytes)
{
    stream->reset();
    for (long i = 0; i < bytes && stream->getChar() != EOF; ++i) {
    }
    stream->close();
}

long picture_bytes(int width, int height, int components, int bits)
{
    return static_cast<long>(height) * ((static_cast<long>(width) * components * bits + 7) / 8);
}
} // namespace

void Collector::add_shape(GfxState* state, Shape shape)
{
    if (content.shapes.size() >= most_shapes) {
        content.cut_off = true;
        return;
    }
    double left = 0, top = 0, right = 0, bottom = 0;
    state->getClipBBox(&left, &top, &right, &bottom);
    auto cut = [](float& from, float& to, double low, double high, double margin) {
        if (from > to) std::swap(from, to);
        if (to < low - margin || from > high + margin) return false;
        from = std::max(from, static_cast<float>(low - margin));
        to = std::min(to, static_cast<float>(high + margin));
        return true;
    };
    double margin = shape.width / 2 + 1;
    if (cut(shape.x0, shape.x1, std::max(left, 0.0), std::min(right, width_), margin) &&
        cut(shape.y0, shape.y1, std::max(top, 0.0), std::min(bottom, height_), margin))
        content.shapes.push_back(shape);
}

void Collector::stroke(GfxState* state)
{
    if (state->getStrokeOpacity() <= 0) return;
    GfxGray grey = 0;
    state->getStrokeGray(&grey);
    auto width = static_cast<float>(state->getTransformedLineWidth());
    const auto* path = state->getPath();
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
        const auto* subpath = path->getSubpath(s);
        int points = subpath->getNumPoints();
        auto add = [&](int from, int to) {
            auto a = on_page(state, subpath->getX(from), subpath->getY(from));
            auto b = on_page(state, subpath->getX(to), subpath->getY(to));
            if (!is_along_the_page(a, b)) return;
            add_shape(state, {static_cast<float>(a.x), static_cast<float>(a.y), static_cast<float>(b.x),
                              static_cast<float>(b.y), width, 0, grey_of(grey), 0});
        };
        for (int i = 0; i + 1 < points; ++i)
            if (!subpath->getCurve(i) && !subpath->getCurve(i + 1)) add(i, i + 1);
        if (subpath->isClosed() && points > 2 && !subpath->getCurve(points - 1)) add(points - 1, 0);
    }
}

void Collector::fill(GfxState* state)
{
    if (state->getFillOpacity() <= 0) return;
    GfxGray grey = 0;
    state->getFillGray(&grey);
    const auto* path = state->getPath();
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
        Shape box{};
        if (!is_rectangle(corners(state, *path->getSubpath(s)), box)) continue;
        box.grey = grey_of(grey);
        add_shape(state, box);
    }
}

void Collector::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code,
                         int bytes, const Unicode* unicode, int length)
{
    auto font = state->getFont();
    if (!font || length <= 0) return;
    if (content.characters.size() + static_cast<std::size_t>(length) > most_characters) {
        content.cut_off = true;
        return;
    }
    const double* text = state->getTextMat();
    const double* page = state->getCTM();
    double size = state->getFontSize() * scale_of(*font);
    double up_x = (page[0] * text[2] + page[2] * text[3]) * size;
    double up_y = (page[1] * text[2] + page[3] * text[3]) * size;
    double along_x = page[0] * text[0] + page[2] * text[1];
    double along_y = page[1] * text[0] + page[3] * text[1];
    auto at = on_page(state, x, y);

    // Poppler's advance includes the spacing of characters and words, which is no part of the character.
    double spacing = state->getCharSpace();
    if (code == ' ' && bytes == 1) spacing += state->getWordSpace();
    double space_x = 0, space_y = 0;
    bool vertical = font->getWMode() == 1;
    if (vertical)
        state->textTransformDelta(0, spacing, &space_x, &space_y);
    else
        state->textTransformDelta(spacing * state->getHorizScaling(), 0, &space_x, &space_y);
    Point advance{};
    state->transformDelta(dx - space_x, dy - space_y, &advance.x, &advance.y);

    std::array<Point, 2> side; // two opposite corners of the box, before the advance
    if (vertical)
        side = {at, {at.x + along_x * size, at.y + along_y * size}};
    else
        side = {Point{at.x - up_x / 4, at.y - up_y / 4}, Point{at.x + up_x * 3 / 4, at.y + up_y * 3 / 4}};
    double degrees = std::atan2(-along_y, along_x) * 180 / std::numbers::pi;
    auto angle = static_cast<std::uint16_t>((std::lround(degrees) + 360) % 360);
    std::uint8_t flags = state->getRender() == invisible_render ? invisible : 0;

    // Several letters of one glyph (ﬁ) share its width.
    for (int i = 0; i < length; ++i) {
        double from = static_cast<double>(i) / length, to = static_cast<double>(i + 1) / length;
        auto [left, right] = std::minmax({side[0].x + advance.x * from, side[0].x + advance.x * to,
                                          side[1].x + advance.x * from, side[1].x + advance.x * to});
        auto [top, bottom] = std::minmax({side[0].y + advance.y * from, side[0].y + advance.y * to,
                                          side[1].y + advance.y * from, side[1].y + advance.y * to});
        if (right < 0 || left > width_ || bottom < 0 || top > height_) continue;
        if (!std::isfinite(left + right + top + bottom)) continue;
        content.characters.push_back({unicode[i], static_cast<float>(left), static_cast<float>(top),
                                      static_cast<float>(right), static_cast<float>(bottom),
                                      static_cast<float>(std::hypot(up_x, up_y)), angle, flags, 0});
    }
}

void Collector::add_picture(GfxState* state)
{
    if (content.pictures.size() >= most_pictures) {
        content.cut_off = true;
        return;
    }
    std::array<Point, 4> points{on_page(state, 0, 0), on_page(state, 1, 0), on_page(state, 0, 1), on_page(state, 1, 1)};
    auto [left, right] = std::ranges::minmax(points, {}, &Point::x);
    auto [top, bottom] = std::ranges::minmax(points, {}, &Point::y);
    content.pictures.push_back({static_cast<float>(left.x), static_cast<float>(top.y), static_cast<float>(right.x),
                                static_cast<float>(bottom.y)});
}

void Collector::drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                              bool is_inline)
{
    if (is_inline) consume(stream, picture_bytes(width, height, 1, 1));
    add_picture(state);
}

void Collector::drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colors,
                          bool, const int*, bool is_inline)
{
    if (is_inline) consume(stream, picture_bytes(width, height, colors->getNumPixelComps(), colors->getBits()));
    add_picture(state);
}
} // namespace pdfhelper
