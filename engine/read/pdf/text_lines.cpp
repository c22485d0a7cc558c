#include "engine/read/pdf/text_lines.hpp"
#include "engine/read/pdf/reading_order.hpp"
#include <algorithm>
#include <cmath>
#include <map>

namespace engine::pdf
{
namespace
{
constexpr float space_gap = 0.2F; // of the font size, between two words
constexpr float same_line = 0.3F; // of the font size, by which middles of a line's characters may differ

using Line = std::vector<const Glyph*>;

bool is_space(char32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0xFEFF;
}

// Sorts characters into lines. Large characters come first, so that a raised footnote mark joins the line it belongs
// to.
std::vector<Line> in_lines(std::span<const Glyph> glyphs)
{
    std::vector<const Glyph*> order;
    for (const auto& glyph : glyphs) order.push_back(&glyph);
    std::ranges::stable_sort(order, std::greater(), [](const Glyph* glyph) { return std::lround(glyph->size * 2); });
    struct Open {
        float size;
        Line glyphs;
    };
    std::multimap<float, Open> lines; // by their middle
    for (const auto* glyph : order) {
        auto middle = glyph->box.middle_y();
        Open* nearest = nullptr;
        float distance = 0;
        auto reach = same_line * 40;
        for (auto at = lines.lower_bound(middle - reach); at != lines.end() && at->first <= middle + reach; ++at) {
            auto away = std::fabs(at->first - middle);
            if (away > same_line * at->second.size || glyph->size * 3 < at->second.size) continue;
            if (!nearest || away < distance) {
                nearest = &at->second;
                distance = away;
            }
        }
        if (!nearest) nearest = &lines.emplace(middle, Open{glyph->size, {}})->second;
        nearest->glyphs.push_back(glyph);
    }
    std::vector<Line> result;
    for (auto& [middle, line] : lines) {
        std::ranges::stable_sort(line.glyphs, {}, [](const Glyph* glyph) { return glyph->box.left; });
        result.push_back(std::move(line.glyphs));
    }
    return result;
}

// Some programs print bold text by printing it twice, a hair apart.
bool is_double(const Glyph& glyph, const Glyph& before)
{
    return glyph.unicode == before.unicode && std::fabs(glyph.box.left - before.box.left) < 0.15F * glyph.size &&
           std::fabs(glyph.box.top - before.box.top) < 0.15F * glyph.size;
}

class PieceBuilder
{
public:
    explicit PieceBuilder(float gap) : gap_(gap) {}

    void add(const Glyph& glyph)
    {
        if (is_space(glyph.unicode)) {
            spaced_ = true;
            return;
        }
        if (!glyphs_.empty()) {
            for (auto i = glyphs_.size(), looked = std::size_t{0}; i-- > 0 && looked < 3; ++looked)
                if (is_double(glyph, *glyphs_[i])) return;
            auto size = std::max(glyph.size, glyphs_.back()->size);
            auto gap = glyph.box.left - right_;
            if (gap > gap_ * size)
                finish();
            else if (spaced_ || gap > space_gap * size)
                word();
        }
        spaced_ = false;
        right_ = glyphs_.empty() ? glyph.box.right : std::max(right_, glyph.box.right);
        glyphs_.push_back(&glyph);
        text_ += glyph.unicode;
    }

    void finish()
    {
        if (glyphs_.empty()) return;
        Piece piece;
        piece.box = glyphs_[0]->box;
        std::map<long, int> sizes;
        int bold = 0;
        for (const auto* glyph : glyphs_) {
            piece.box.include(glyph->box);
            ++sizes[std::lround(glyph->size * 10)];
            bold += glyph->bold;
        }
        auto usual = std::ranges::max_element(sizes, {}, [](const auto& size) { return size.second; });
        piece.size = static_cast<float>(usual->first) / 10;
        piece.bold = bold * 2 > static_cast<int>(glyphs_.size());
        piece.words = words_;
        piece.text = in_reading_order(text_);
        pieces.push_back(std::move(piece));
        glyphs_.clear();
        text_.clear();
        words_ = 1;
        spaced_ = false;
    }

    std::vector<Piece> pieces;

private:
    void word()
    {
        text_ += U' ';
        ++words_;
    }

    float gap_, right_ = 0;
    bool spaced_ = false;
    int words_ = 1;
    std::vector<const Glyph*> glyphs_;
    std::u32string text_;
};
} // namespace

std::vector<TextLine> text_lines(std::span<const Glyph> glyphs, float gap)
{
    std::vector<TextLine> lines;
    for (const auto& glyphs_of_line : in_lines(glyphs)) {
        PieceBuilder builder(gap);
        for (const auto* glyph : glyphs_of_line) builder.add(*glyph);
        builder.finish();
        if (builder.pieces.empty()) continue;
        TextLine line;
        line.pieces = std::move(builder.pieces);
        line.box = line.pieces[0].box;
        for (const auto& piece : line.pieces) {
            line.box.include(piece.box);
            line.size = std::max(line.size, piece.size);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

void append_line(std::string& text, const std::string& line)
{
    // Scripts that are written without spaces are wrapped without one; so is a word that was parted.
    auto is_wide = [](unsigned char first) { return first >= 0xE3 && first <= 0xE9; };
    bool joined = text.empty() || line.empty() || text.ends_with('-') || text.ends_with("\u00AD") ||
                  (text.size() >= 3 && is_wide(static_cast<unsigned char>(text[text.size() - 3])) &&
                   is_wide(static_cast<unsigned char>(line[0])));
    if (!joined) text += ' ';
    text += line;
}

std::string cell_text(std::span<const Glyph> glyphs)
{
    constexpr float no_gap = 1e6F; // a cell is not parted
    std::string text;
    for (const auto& line : text_lines(glyphs, no_gap)) append_line(text, line.pieces[0].text);
    return text;
}
} // namespace engine::pdf
