#include "engine/publish/figures/words.hpp"
#include "engine/publish/pdf/report.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::pdf
{
namespace
{
constexpr Style title{.size = 19, .color = white, .bold = true}, plain{.size = 9, .color = ink},
    quiet{.size = 9, .color = muted}, small{.size = 8, .color = muted};
constexpr double band_padding = 20;
// A logo stands on a white plate at the end of the band.
constexpr double logo_width = 120, logo_height = 44, plate_padding = 6, plate_gap = 14;
constexpr double note_bar = 3, note_padding = 9;
constexpr double tile_gap = 8, tile_padding = 9, figure_size = 18, least_figure_size = 8;

double height_of(Typesetter& type, std::string_view text, const Style& style, double width)
{
    if (text.empty()) return 0;
    return static_cast<double>(type.count_lines(type.paragraph(text, style.bold), width * 1000 / style.size)) *
           style.leading();
}
} // namespace

// A band across the page, then what the reader should know at once.
void Report::first_page(const TableFacts& facts)
{
    band();
    facts_line(facts);
    key_figures();
    for (const auto& text : text_.notes) note(text);
    document_.skip(6);
}

void Report::band()
{
    auto& type = document_.type();
    const auto& palette = document_.palette();
    const Style school{.size = 9.5, .color = palette.pale, .bold = true}, subtitle{.size = 10.5, .color = palette.pale};
    auto plate = plate_size();
    double x = document_.left(), gap = 3;
    double width = document_.width() - (plate.x > 0 ? plate.x + plate_gap : 0);
    double height = band_padding + height_of(type, text_.school, school, width) + gap +
                    height_of(type, text_.title, title, width) + height_of(type, text_.subtitle, subtitle, width) +
                    band_padding - 2;
    height = std::max(height, plate.y + 24);
    document_.canvas().fill(palette.accent, 0, 0, document_.paper().width(), height);
    document_.canvas().fill(palette.deep, 0, height, document_.paper().width(), 2);
    if (plate.x > 0) draw_logo(plate, height);
    document_.skip(band_padding - document_.y());
    auto say = [&](std::string_view tag, const std::string& text, const Style& style) {
        if (!text.empty()) document_.text(tag, document_.root(), text, style, x, width);
    };
    say("P", text_.school, school);
    document_.skip(gap);
    say("H1", text_.title, title);
    say("P", text_.subtitle, subtitle);
    document_.skip(height + 2 + 12 - document_.y());
}

Point Report::plate_size() const
{
    if (!text_.logo) return {};
    double scale = std::min(logo_width / text_.logo->width, logo_height / text_.logo->height);
    return {text_.logo->width * scale + 2 * plate_padding, text_.logo->height * scale + 2 * plate_padding};
}

void Report::draw_logo(const Point& plate, double band)
{
    document_.add_logo(*text_.logo);
    double x = document_.left() + document_.width() - plate.x, y = (band - plate.y) / 2;
    document_.canvas().fill(white, x, y, plate.x, plate.y);
    document_.canvas().picture(logo_name, x + plate_padding, y + plate_padding, plate.x - 2 * plate_padding,
                               plate.y - 2 * plate_padding);
}

// How many rows there are, and whatever else is to be known of them.
void Report::facts_line(const TableFacts& facts)
{
    auto count = with_thousands(facts.rows) + (facts.rows == 1 ? " row" : " rows");
    if (text_.lists_rows && facts.shown < facts.rows)
        note(fmt::format("This report shows the first {} of {}. The data files have them all; totals and counts are "
                         "over all rows.",
                         with_thousands(facts.shown), count));
    auto line = facts.rows == 0 ? std::string("This report has no rows") : count;
    for (const auto& fact : text_.facts) line += ", " + fact;
    line += facts.rows == 0 || !text_.facts.empty() ? "." : "";
    quiet_line(line);
    document_.skip(6);
}

void Report::quiet_line(const std::string& text)
{
    if (!text.empty()) document_.text("P", document_.root(), text, quiet, document_.left(), document_.width());
}

void Report::key_figures()
{
    if (!text_.figures || text_.figures->rows == 0) return;
    const auto& figures = text_.figures->figures;
    if (figures.empty()) return;
    auto count = static_cast<double>(std::max<std::size_t>(figures.size(), 3)); // one alone is no banner
    double width = (document_.width() - tile_gap * (count - 1)) / count, height = 0;
    auto top = document_.y();
    for (bool draws : {false, true}) { // all are as high as the highest
        double x = document_.left();
        for (const auto& figure : figures) {
            if (draws) {
                document_.canvas().fill(document_.palette().head, x, top, width, height);
                document_.canvas().fill(document_.palette().accent, x, top, width, 1.6);
                draw_tile(figure, x, width);
                document_.skip(top - document_.y());
            } else {
                height = std::max(height, tile_height(figure, width));
            }
            x += width + tile_gap;
        }
    }
    document_.skip(height + 10);
}

double Report::tile_height(const KeyFigure& figure, double width)
{
    double inner = width - 2 * tile_padding;
    auto change = change_of(figure, text_.compared_with, setting_);
    return 2 * tile_padding + height_of(document_.type(), figure.head.title, small, inner) +
           Style{.size = figure_size}.leading() + height_of(document_.type(), change, small, inner);
}

void Report::draw_tile(const KeyFigure& figure, double x, double width)
{
    double inner = width - 2 * tile_padding;
    auto say = [&](const std::string& text, const Style& style) {
        if (!text.empty()) document_.text("P", document_.root(), text, style, x + tile_padding, inner);
    };
    document_.skip(tile_padding);
    say(figure.head.title, small);
    auto number = figure.now.hidden ? "not shown" : shown(figure.now, figure.head.unit, setting_);
    if (number.empty()) number = std::string(hidden_mark);
    auto natural = document_.type().paragraph(number, true).natural;
    auto size = std::clamp(inner * 1000 / std::max(natural, 1.0) - 0.01, least_figure_size, figure_size);
    say(number, {.size = size, .color = document_.palette().deep, .bold = true});
    say(change_of(figure, text_.compared_with, setting_), small);
}

void Report::note(const std::string& text)
{
    double x = document_.left() + note_bar + note_padding, width = document_.width() - note_bar - 2 * note_padding;
    double height = height_of(document_.type(), text, plain, width) + 8;
    document_.need(height);
    document_.canvas().fill(document_.palette().head, document_.left(), document_.y(), document_.width(), height);
    document_.canvas().fill(document_.palette().accent, document_.left(), document_.y(), note_bar, height);
    document_.skip(4);
    document_.text("P", document_.root(), text, plain, x, width);
    document_.skip(4 + 5);
}
} // namespace engine::pdf
