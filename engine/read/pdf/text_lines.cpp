#include "engine/read/pdf/text_lines.hpp"
#include "engine/read/pdf/glyph_lines.hpp"
#include "engine/read/pdf/reading_order.hpp"
#include "engine/read/pdf/turn.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
std::vector<Word> words_of(const GlyphLine& line)
{
    std::vector<Word> words;
    for (const auto& [glyph, unicode, begins_word] : characters_of(line)) {
        if (begins_word) words.push_back({glyph->box, {}, {}, glyph->size});
        auto& word = words.back();
        word.box.include(glyph->box);
        word.size = std::max(word.size, glyph->size);
        word.shown += unicode;
    }
    for (auto& word : words) word.text = in_reading_order(word.shown);
    return words;
}

bool is_typewriter(const GlyphLine& line)
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
    for (const auto& glyphs_of_line : glyph_lines(glyphs)) {
        TextLine line;
        line.words = words_of(glyphs_of_line);
        if (line.words.empty()) continue;
        bind_bullets(line.words);
        line.typewriter = is_typewriter(glyphs_of_line);
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
        for (const auto& line : glyph_lines(level)) {
            std::u32string characters;
            for (const auto& character : characters_of(line)) {
                if (character.begins_word && !characters.empty()) characters += U' ';
                characters += character.unicode;
            }
            append_line(text, in_reading_order(characters));
        }
    }
    return text;
}
} // namespace engine::pdf
