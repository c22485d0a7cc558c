#include "engine/publish/pdf/glyph_operators.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <algorithm>
#include <cmath>
#include <vector>

namespace engine::pdf
{
namespace
{
constexpr double no_matter = 0.5; // thousandths of an em below which a shift is left out

// A glyph at its place from the start of the run, in thousandths of an em.
struct Placed {
    Glyph glyph = 0;
    double x = 0, y = 0;
};

// Writes one TJ array after another.
class Operators
{
public:
    Operators(Font& font, std::string& out) : font_(font), out_(out) {}

    void show(const Placed& placed)
    {
        if (placed.y != rise_) raise(placed.y);
        move_to(placed.x);
        if (!open_) out_ += "[<";
        open_ = true;
        append_hex(out_, placed.glyph);
        pen_ += font_.width(placed.glyph);
    }

    void move_to(double x)
    {
        // TJ numbers move to the left.
        if (std::abs(pen_ - x) <= no_matter) return;
        out_ += open_ ? ">" : "[";
        append_number(out_, pen_ - x);
        out_ += '<';
        open_ = true;
        pen_ = x;
    }

    void begin_actual_text(std::u32string_view text)
    {
        close();
        out_ += "/Span<</ActualText<FEFF" + utf16_hex(text) + ">>>BDC ";
    }
    void end_actual_text()
    {
        close();
        out_ += "EMC ";
    }
    void finish(double width)
    {
        move_to(width);
        close();
        if (rise_ != 0) raise(0);
    }
    double pen() const { return pen_; }

private:
    void raise(double y)
    {
        close();
        append_fine(out_, y / 1000);
        out_ += " Ts ";
        rise_ = y;
    }
    void close()
    {
        if (open_) out_ += ">]TJ ";
        open_ = false;
    }

    Font& font_;
    std::string& out_;
    bool open_ = false;
    double rise_ = 0;
    double pen_ = 0;
};

// Glyphs of one cluster and the text they stand for.
struct Cluster {
    std::vector<Placed> glyphs;
    std::u32string_view text;
    double start = 0, end = 0;
};

// Programs take the place of an ActualText from its first glyph, so that one should stand on the baseline.
void put_base_first(Cluster& cluster)
{
    auto base =
        std::find_if(cluster.glyphs.begin(), cluster.glyphs.end(), [](const Placed& placed) { return placed.y == 0; });
    if (base != cluster.glyphs.end()) std::rotate(cluster.glyphs.begin(), base, base + 1);
}

void show_as(Operators& operators, const Cluster& cluster, std::u32string_view text)
{
    operators.begin_actual_text(text);
    for (const auto& placed : cluster.glyphs) operators.show(placed);
    operators.end_actual_text();
}

// Text that runs to the left is taken out glyph by glyph and turned round as a whole, so that the characters of a
// cluster come out in order when each has a place of its own, the last one leftmost. Invisible glyphs mark those
// places: two for the ends of each, as places that overlap or leave a gap would be taken for words.
void show_leftwards(Operators& operators, const Cluster& cluster, Font& font)
{
    auto invisible = font.invisible();
    double width = font.width(invisible);
    double step = (cluster.end - cluster.start) / static_cast<double>(cluster.text.size());
    double x = cluster.start;
    for (auto at = cluster.text.size(); at-- > 1; x += step) {
        operators.begin_actual_text(cluster.text.substr(at, 1));
        operators.show({invisible, x, 0});
        operators.show({invisible, x + step - width, 0});
        operators.end_actual_text();
    }
    operators.begin_actual_text(cluster.text.substr(0, 1));
    if (cluster.text.size() > 1) operators.show({invisible, x, 0});
    for (const auto& placed : cluster.glyphs) operators.show(placed);
    if (cluster.text.size() > 1) operators.show({invisible, cluster.end - width, 0});
    operators.end_actual_text();
}
} // namespace

void append_glyphs(Font& font, hb_buffer_t* buffer, std::u32string_view text, std::size_t end, bool right_to_left,
                   ShapedRun& run)
{
    unsigned count = 0;
    auto* infos = hb_buffer_get_glyph_infos(buffer, &count);
    auto* places = hb_buffer_get_glyph_positions(buffer, nullptr);
    double scale = font.per_mille();
    Operators operators(font, run.operators);
    for (unsigned first = 0, last = 0; first < count; first = last) {
        Cluster cluster{.glyphs = {}, .text = {}, .start = run.width};
        for (last = first; last < count && infos[last].cluster == infos[first].cluster; ++last) {
            const auto& place = places[last];
            cluster.glyphs.push_back(
                {infos[last].codepoint, run.width + place.x_offset * scale, place.y_offset * scale});
            run.width += place.x_advance * scale;
        }
        cluster.end = run.width;
        // The cluster ends where the next one in reading order begins.
        std::size_t stop = end;
        if (right_to_left && first > 0) stop = infos[first - 1].cluster;
        if (!right_to_left && last < count) stop = infos[last].cluster;
        cluster.text = text.substr(infos[first].cluster, stop - infos[first].cluster);

        bool in_map = cluster.glyphs.size() == 1 && font.stands_for(cluster.glyphs[0].glyph, cluster.text);
        if (in_map && (!right_to_left || cluster.text.size() == 1)) {
            operators.show(cluster.glyphs[0]);
            continue;
        }
        for (std::size_t at = 0; at < cluster.glyphs.size(); ++at)
            font.is_part_of(cluster.glyphs[at].glyph, cluster.text[std::min(at, cluster.text.size() - 1)]);
        put_base_first(cluster);
        if (right_to_left)
            show_leftwards(operators, cluster, font);
        else
            show_as(operators, cluster, cluster.text);
    }
    operators.finish(run.width);
}
} // namespace engine::pdf
