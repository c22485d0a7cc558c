#include "engine/read/pdf/text_lines.hpp"
#include "engine/read/pdf/reading_order.hpp"
#include "engine/read/pdf/turn.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace engine::pdf
{
namespace
{
constexpr float space_gap = 0.2F; // of the font size, between two words
constexpr float same_line = 0.3F; // of the font size, by which middles of a line's characters may differ
constexpr float raised = 0.45F;   // the same for small ones

using Line = std::vector<const Glyph*>;

bool is_space(char32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0xFEFF;
}

// How many of them in a row lead the eye, or draw a line; 0 where they do not.
std::size_t leading(char32_t c)
{
    if (c == '.' || c == '_' || c == 0x2026 || c == 0xB7) return 4;
    return c == '-' || c == '=' ? 8 : 0;
}

// Takes out dots that lead the eye from a name to its figure, and lines of underscores or dashes.
Line without_leaders(const Line& line)
{
    Line kept;
    for (std::size_t i = 0; i < line.size();) {
        auto fewest = leading(line[i]->unicode);
        if (fewest == 0) {
            kept.push_back(line[i++]);
            continue;
        }
        auto begin = i, dots = std::size_t{0};
        auto dot = line[i]->unicode;
        for (; i < line.size() && (line[i]->unicode == dot || is_space(line[i]->unicode)); ++i)
            dots += line[i]->unicode == dot;
        if (dots < fewest)
            kept.insert(kept.end(), line.begin() + static_cast<std::ptrdiff_t>(begin),
                        line.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return kept;
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
        auto reach = raised * 40;
        for (auto at = lines.lower_bound(middle - reach); at != lines.end() && at->first <= middle + reach; ++at) {
            auto away = std::fabs(at->first - middle);
            bool is_raised = glyph->size < 0.8F * at->second.size; // or lowered: a footnote mark
            if (away > (is_raised ? raised : same_line) * at->second.size || glyph->size * 3 < at->second.size)
                continue;
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
        result.push_back(without_leaders(line.glyphs));
    }
    return result;
}

// Some programs print bold text by printing it twice, a hair apart.
bool is_double(const Glyph& glyph, const Glyph& before)
{
    return glyph.unicode == before.unicode && std::fabs(glyph.box.left - before.box.left) < 0.15F * glyph.size &&
           std::fabs(glyph.box.top - before.box.top) < 0.15F * glyph.size;
}

// Calls `each(glyph, begins_word)` for the characters of a line, without spaces and doubles.
template <class Each> void each_character(const Line& line, Each each)
{
    const Glyph* last = nullptr;
    float right = 0;
    bool spaced = false;
    std::array<const Glyph*, 3> recent{}; // of twice printed text, what was printed first
    for (const auto* glyph : line) {
        if (is_space(glyph->unicode)) {
            spaced = true;
            continue;
        }
        if (std::ranges::any_of(recent, [&](const Glyph* had) { return had && is_double(*glyph, *had); })) continue;
        auto size = last ? std::max(glyph->size, last->size) : glyph->size;
        each(*glyph, !last || spaced || glyph->box.left - right > space_gap * size);
        spaced = false;
        right = last ? std::max(right, glyph->box.right) : glyph->box.right;
        last = glyph;
        std::rotate(recent.begin(), recent.begin() + 1, recent.end());
        recent.back() = glyph;
    }
}

class WordBuilder
{
public:
    void add(const Glyph& glyph, bool begins_word)
    {
        if (begins_word) finish();
        glyphs_.push_back(&glyph);
        text_ += glyph.unicode;
    }

    void finish()
    {
        if (glyphs_.empty()) return;
        Word word;
        word.box = glyphs_[0]->box;
        word.size = glyphs_[0]->size;
        for (const auto* glyph : glyphs_) {
            word.box.include(glyph->box);
            word.size = std::max(word.size, glyph->size);
        }
        word.text = in_reading_order(text_);
        word.shown = text_;
        words.push_back(std::move(word));
        glyphs_.clear();
        text_.clear();
    }

    std::vector<Word> words;

private:
    std::vector<const Glyph*> glyphs_;
    std::u32string text_;
};

bool is_typewriter(const Line& line)
{
    std::size_t same = 0, counted = 0;
    const Glyph* first = nullptr;
    for (const auto* glyph : line) {
        if (is_space(glyph->unicode)) continue;
        if (!first) first = glyph;
        ++counted;
        same += std::fabs(glyph->box.width() - first->box.width()) < 0.01F * glyph->size &&
                glyph->box.width() > 0.5F * glyph->size;
    }
    return counted >= 4 && same == counted;
}

// A bullet belongs to the text behind it, however far that is indented.
void bind_bullets(std::vector<Word>& words)
{
    for (std::size_t w = 0; w + 1 < words.size(); ++w)
        if (is_bullet(words[w].text) && words[w + 1].box.left - words[w].box.right < 5 * words[w].size)
            words[w].box.right = words[w + 1].box.left;
}
} // namespace

std::vector<TextLine> text_lines(std::span<const Glyph> glyphs)
{
    std::vector<TextLine> lines;
    for (const auto& glyphs_of_line : in_lines(glyphs)) {
        WordBuilder builder;
        each_character(glyphs_of_line, [&](const Glyph& glyph, bool begins) { builder.add(glyph, begins); });
        builder.finish();
        if (builder.words.empty()) continue;
        bind_bullets(builder.words);
        TextLine line;
        line.typewriter = is_typewriter(glyphs_of_line);
        line.words = std::move(builder.words);
        line.box = line.words[0].box;
        for (const auto& word : line.words) {
            line.box.include(word.box);
            line.size = std::max(line.size, word.size);
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
    std::string text;
    for (int turn : {0, 90, 270, 180}) {
        std::vector<Glyph> level;
        for (const auto& glyph : glyphs)
            if (quarter(glyph.angle) == turn) {
                level.push_back(glyph);
                level.back().box = turned(glyph.box, turn, 0, 0);
            }
        for (const auto& line : in_lines(level)) {
            std::u32string characters;
            each_character(line, [&](const Glyph& glyph, bool begins_word) {
                if (begins_word && !characters.empty()) characters += U' ';
                characters += glyph.unicode;
            });
            append_line(text, in_reading_order(characters));
        }
    }
    return text;
}
} // namespace engine::pdf
