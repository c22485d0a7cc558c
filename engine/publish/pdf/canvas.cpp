#include "engine/publish/pdf/canvas.hpp"
#include "engine/publish/pdf/syntax.hpp"

namespace engine::pdf
{
namespace
{
void append_color(std::string& out, const Color& color, std::string_view use = "rg ")
{
    for (auto part : {color.red, color.green, color.blue}) {
        append_fine(out, part / 255.0);
        out += ' ';
    }
    out += use;
}
} // namespace

void Canvas::fill(const Color& color, double x, double y, double width, double height)
{
    if (!shapes_begun_ || color != fill_) append_color(shapes_, color);
    shapes_begun_ = true;
    fill_ = color;
    for (double number : {x, height_ - y - height, width, height}) {
        append_number(shapes_, number);
        shapes_ += ' ';
    }
    shapes_ += "re f\n";
}

void Canvas::picture(std::string_view name, double x, double y, double width, double height)
{
    shapes_ += "q ";
    for (double number : {width, 0.0, 0.0, height, x, height_ - y - height}) {
        append_number(shapes_, number);
        shapes_ += ' ';
    }
    shapes_.append("cm /").append(name).append(" Do Q\n");
}

void Canvas::begin(std::string_view tag, int mcid)
{
    text_.append("/").append(tag).append("<</MCID ");
    append_integer(text_, mcid);
    text_ += ">>BDC ";
}

void Canvas::begin_artifact(std::string_view kind)
{
    if (kind.empty())
        text_ += "/Artifact BMC ";
    else
        text_.append("/Artifact<<").append(kind).append(">>BDC ");
}

void Canvas::begin_figure(int mcid)
{
    text_ += "ET\n";
    begin("Figure", mcid);
    text_ += "q\n";
}

void Canvas::draw_bar(const Color& color, double x, double y, double width, double height)
{
    append_color(text_, color);
    for (double number : {x, height_ - y - height, width, height}) {
        append_number(text_, number);
        text_ += ' ';
    }
    text_ += "re f\n";
}

void Canvas::draw_line(const Color& color, double thickness, std::span<const Point> points)
{
    append_color(text_, color, "RG ");
    append_number(text_, thickness);
    text_ += " w 1 j ";
    for (const auto& point : points) {
        append_number(text_, point.x);
        text_ += ' ';
        append_number(text_, height_ - point.y);
        text_ += &point == points.data() ? " m " : " l ";
    }
    text_ += "S\n";
}

void Canvas::end_figure()
{
    text_ += "Q ";
    end();
    text_ += "BT\n";
}

void Canvas::end() { text_ += "EMC\n"; }

void Canvas::move_to(double x, double y, double size, const Color& color)
{
    if (!text_begun_ || color != text_color_) append_color(text_, color);
    text_begun_ = true;
    text_color_ = color;
    // Fonts are set at size 1 and scaled here, so that shaped text is the same at every size.
    append_number(text_, size);
    text_ += " 0 0 ";
    append_number(text_, size);
    text_ += ' ';
    append_number(text_, x);
    text_ += ' ';
    append_number(text_, height_ - y);
    text_ += " Tm ";
}

void Canvas::show(const Shaped& shaped)
{
    for (const auto& run : shaped.runs) {
        if (run.font != font_) {
            font_ = run.font;
            text_ += "/F";
            append_integer(text_, font_);
            text_ += " 1 Tf ";
        }
        text_ += run.operators;
    }
}

void Canvas::show(const Line& line)
{
    for (const auto* piece : line.pieces) show(*piece);
}

std::string Canvas::content() const
{
    std::string content;
    content.reserve(shapes_.size() + text_.size() + 40);
    if (!shapes_.empty()) content.append("/Artifact BMC\n").append(shapes_).append("EMC\n");
    if (!text_.empty()) content.append("BT\n").append(text_).append("ET\n");
    return content;
}
} // namespace engine::pdf
