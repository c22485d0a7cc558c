// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Collects what one page shows. Nothing is painted; pictures are not even decoded.
#include "pdfhelper/answer.hpp"
#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>

namespace pdfhelper
{
class Collector final : public OutputDev
{
public:
    Collector(double width, double height) : width_(width), height_(height) {}
    PageContent content;

    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }

    // Patterns and gradients are taken as done, or Poppler would split them into thousands of shapes.
    bool useTilingPatternFill() override { return true; }
    bool useShadedFills(int) override { return true; }
    bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                           double) override
    {
        return true;
    }
    bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
    bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
    bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
    bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
    bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }

    void stroke(GfxState* state) override;
    void fill(GfxState* state) override;
    void eoFill(GfxState* state) override { fill(state); }
    void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                  CharCode code, int bytes, const Unicode* unicode, int length) override;

    void drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool, bool,
                       bool is_inline) override;
    void drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colors, bool,
                   const int*, bool is_inline) override;
    void drawMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool,
                         bool) override
    {
        add_picture(state);
    }
    void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int,
                             GfxImageColorMap*, bool) override
    {
        add_picture(state);
    }

private:
    void add_shape(GfxState* state, Shape shape);
    void add_picture(GfxState* state);

    double width_, height_;
};
} // namespace pdfhelper
