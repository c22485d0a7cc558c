#pragma once
// What stands on one page: shapes below, text above. Points (1/72 inch) from the top left corner.
#include "engine/publish/pdf/paragraph.hpp"
#include <span>
#include <string>
#include <string_view>

namespace engine::pdf
{
struct Color {
    unsigned char red = 0, green = 0, blue = 0;
    bool operator==(const Color&) const = default;
};

inline constexpr Color ink{17, 24, 39}, muted{75, 85, 99}, white{255, 255, 255}, accent{67, 56, 202},
    deep_accent{49, 46, 129}, pale_accent{224, 231, 255}, head_tint{238, 240, 251}, stripe{247, 248, 252},
    rule_tint{229, 231, 235}, bar_tint{199, 205, 245}, rule_strong{165, 172, 214};

// The colours that follow the accent of a school.
struct Palette {
    Color accent = pdf::accent, deep = deep_accent, pale = pale_accent, bar = bar_tint, head = head_tint;
};

struct Point {
    double x = 0, y = 0;
};

struct Style {
    double size = 9; // points
    Color color = ink;
    bool bold = false;
    double leading() const { return size * 1.38; } // from line to line; Noto Sans needs 1.36
    double ascent() const { return size * 1.06; }  // from the top of a line to its baseline
};

class Canvas
{
public:
    explicit Canvas(double height) : height_(height) {}

    void fill(const Color& color, double x, double y, double width, double height);
    // A picture that the page's resources call by this name; it says nothing that the text does not.
    void picture(std::string_view name, double x, double y, double width, double height);
    // Marked content: what is shown until `end` belongs to a structure element, or to no one (an artifact).
    void begin(std::string_view tag, int mcid);
    void begin_artifact(std::string_view kind); // "/Type/Pagination/Subtype/Header", or ""
    void end();
    // A drawing of its own, marked as a figure; text is shown again after its end.
    void begin_figure(int mcid);
    void draw_bar(const Color& color, double x, double y, double width, double height);
    void draw_line(const Color& color, double thickness, std::span<const Point> points);
    void end_figure();
    // Starts a line of text with its baseline at y.
    void move_to(double x, double y, double size, const Color& color);
    void show(const Shaped& shaped);
    void show(const Line& line);

    std::string content() const;

private:
    double height_;
    std::string shapes_, text_;
    Color fill_{1, 2, 3}; // set before first use
    Color text_color_{1, 2, 3};
    int font_ = -1;
    bool shapes_begun_ = false, text_begun_ = false;
};
} // namespace engine::pdf
