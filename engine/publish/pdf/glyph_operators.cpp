#include "engine/publish/pdf/glyph_operators.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <cmath>
#include <span>

namespace engine::pdf
{
namespace
{
constexpr double no_matter = 0.5; // thousandths of an em below which a shift is left out

// Writes one TJ array after another.
class Operators
{
public:
    Operators(Font& font, ShapedRun& run) : font_(font), run_(run) {}

    void glyph(Glyph glyph, const hb_glyph_position_t& place)
    {
        double scale = font_.per_mille();
        double x = place.x_offset * scale, y = place.y_offset * scale, advance = place.x_advance * scale;
        if (std::abs(y - rise_) > no_matter || (y == 0 && rise_ != 0)) raise(y);
        if (!open_) run_.operators += "[<";
        open_ = true;
        // TJ numbers move left; a glyph that is drawn beside its place is moved there and back.
        if (std::abs(x) > no_matter) shift(-x);
        append_hex(run_.operators, glyph);
        double rest = font_.width(glyph) + x - advance + owed_;
        owed_ = 0;
        if (std::abs(rest) > no_matter)
            shift(rest);
        else
            owed_ = rest;
        run_.width += advance;
    }

    void begin_actual_text(std::u32string_view text)
    {
        close();
        run_.operators += "/Span<</ActualText<FEFF" + utf16_hex(text) + ">>>BDC ";
    }
    void end_actual_text()
    {
        close();
        run_.operators += "EMC ";
    }
    void finish()
    {
        raise(0);
        close();
    }

private:
    void shift(double amount)
    {
        run_.operators += '>';
        append_number(run_.operators, amount);
        run_.operators += '<';
    }
    void raise(double y)
    {
        if (y == rise_) return;
        close();
        append_fine(run_.operators, y / 1000);
        run_.operators += " Ts ";
        rise_ = y;
    }
    void close()
    {
        if (open_) run_.operators += ">]TJ ";
        open_ = false;
    }

    Font& font_;
    ShapedRun& run_;
    bool open_ = false;
    double rise_ = 0;
    double owed_ = 0; // rounding of widths that has not been moved yet
};
} // namespace

void append_glyphs(Font& font, hb_buffer_t* buffer, std::u32string_view text, std::size_t end, bool right_to_left,
                   ShapedRun& run)
{
    unsigned count = 0;
    auto* infos = hb_buffer_get_glyph_infos(buffer, &count);
    auto* places = hb_buffer_get_glyph_positions(buffer, nullptr);
    Operators operators(font, run);
    for (unsigned first = 0; first < count;) {
        unsigned last = first + 1;
        while (last < count && infos[last].cluster == infos[first].cluster) ++last;
        // The cluster ends where the next one in reading order begins.
        std::size_t stop = end;
        if (right_to_left && first > 0) stop = infos[first - 1].cluster;
        if (!right_to_left && last < count) stop = infos[last].cluster;
        auto meaning = text.substr(infos[first].cluster, stop - infos[first].cluster);

        bool in_map = last - first == 1 && font.stands_for(infos[first].codepoint, meaning);
        if (!in_map) operators.begin_actual_text(meaning);
        for (; first < last; ++first) operators.glyph(infos[first].codepoint, places[first]);
        if (!in_map) operators.end_actual_text();
    }
    operators.finish();
}
} // namespace engine::pdf
