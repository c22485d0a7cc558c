#include "engine/publish/pdf/shaping.hpp"
#include "engine/publish/pdf/glyph_operators.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <algorithm>
#include <hb.h>

namespace engine::pdf
{
namespace
{
// Characters between which fonts of text set no kerning worth having: figures, and what stands between them.
bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || c == ' ' || c == '.' || c == '-' || c == ':' || c == '/' || c == ',';
}

hb_script_t script_of(char32_t c) { return hb_unicode_script(hb_unicode_funcs_get_default(), c); }

bool is_weak(hb_script_t script) { return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED; }

// Joiners, variation selectors and direction marks: they shape their neighbours and are not drawn.
bool is_invisible(char32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}
} // namespace

Shaper::Shaper(std::string language) : language_(language), fonts_(std::move(language))
{
    for (int bold = 0; bold < 2; ++bold)
        for (char c = 0; c >= 0 && c < 127; ++c) {
            auto& plain = plain_[static_cast<std::size_t>(bold)][static_cast<std::size_t>(c)];
            if (is_plain(c)) plain.glyph = fonts_.at(fonts_.base(bold != 0)).glyph(static_cast<char32_t>(c));
        }
}

const Shaped& Shaper::shape(std::string_view utf8, bool bold, bool right_to_left)
{
    auto& known = known_[static_cast<std::size_t>(bold) + 2U * static_cast<std::size_t>(right_to_left)];
    if (auto found = known.find(utf8); found != known.end()) return *found->second;

    auto& [text, shaped] = kept_.emplace_back(std::string(utf8), Shaped{});
    if (right_to_left || !shape_plain(text, bold, shaped)) {
        auto points = code_points_of(text);
        auto items = itemize(points, bold);
        if (right_to_left) std::reverse(items.begin(), items.end());
        for (const auto& item : items) {
            if (item.font >= 0)
                shape_item(points, item, right_to_left, shaped);
            else
                show_boxes(std::u32string_view(points).substr(item.begin, item.end - item.begin), bold, shaped);
        }
    }
    for (const auto& run : shaped.runs) shaped.width += run.width;
    known.emplace(text, &shaped);
    return shaped;
}

// The short way for numbers and dates, which are most of a table and hardly ever repeat.
bool Shaper::shape_plain(std::string_view text, bool bold, Shaped& into)
{
    if (!std::all_of(text.begin(), text.end(), is_plain)) return false;
    auto& font = fonts_.at(fonts_.base(bold));
    auto& plain = plain_[static_cast<std::size_t>(bold)];
    ShapedRun run{fonts_.base(bold), "<", 0};
    for (char c : text) {
        auto& glyph = plain[static_cast<std::size_t>(c)];
        if (glyph.width == 0) {
            if (!font.stands_for(glyph.glyph, std::u32string(1, static_cast<char32_t>(c)))) return false;
            glyph.width = font.width(glyph.glyph);
        }
        append_hex(run.operators, glyph.glyph);
        run.width += glyph.width;
    }
    run.operators += ">Tj ";
    into.runs.push_back(std::move(run));
    return true;
}

std::vector<Shaper::Item> Shaper::itemize(std::u32string_view text, bool bold)
{
    std::vector<Item> items;
    // Signs before the first letter go with it.
    auto first = std::find_if(text.begin(), text.end(), [](char32_t c) { return !is_weak(script_of(c)); });
    auto script = first == text.end() ? HB_SCRIPT_COMMON : script_of(*first);
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto own = script_of(text[at]);
        if (!is_weak(own)) script = own;
        int near = items.empty() ? -1 : items.back().font;
        bool keep_near = !items.empty() && (is_weak(own) || own == items.back().script);
        int font = is_invisible(text[at]) && !items.empty()
                       ? near
                       : fonts_.pick(text[at], script, bold, keep_near ? near : -1);
        if (!items.empty() && font == near && items.back().script == script)
            items.back().end = at + 1;
        else
            items.push_back({at, at + 1, font, script});
    }
    return items;
}

void Shaper::shape_item(std::u32string_view text, const Item& item, bool right_to_left, Shaped& into)
{
    auto* buffer = hb_buffer_create();
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    // The whole text is given for its context, so that letters join across a change of font.
    hb_buffer_add_utf32(buffer, reinterpret_cast<const std::uint32_t*>(text.data()), static_cast<int>(text.size()),
                        static_cast<unsigned>(item.begin), static_cast<int>(item.end - item.begin));
    hb_buffer_set_direction(buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, item.script);
    hb_buffer_set_language(buffer, hb_language_from_string(language_.c_str(), static_cast<int>(language_.size())));
    auto& font = fonts_.at(item.font);
    hb_shape(font.shaper(), buffer, nullptr, 0);
    ShapedRun run{item.font, {}, 0};
    append_glyphs(font, buffer, text, item.end, right_to_left, run);
    hb_buffer_destroy(buffer);
    into.runs.push_back(std::move(run));
}

// A box for each character that no font can draw; the text behind it stays what it was.
void Shaper::show_boxes(std::u32string_view text, bool bold, Shaped& into)
{
    int number = fonts_.pick(U'\u25A1', HB_SCRIPT_COMMON, bold, -1);
    char32_t box = U'\u25A1';
    if (number < 0) {
        number = fonts_.base(bold);
        box = U'?';
    }
    auto& font = fonts_.at(number);
    auto glyph = font.glyph(box);
    ShapedRun run{number, "/Span<</ActualText<FEFF" + utf16_hex(text) + ">>>BDC <", 0};
    for (char32_t c : text) {
        if (is_invisible(c)) continue;
        append_hex(run.operators, glyph);
        run.width += font.width(glyph);
    }
    font.stands_for(glyph, std::u32string(1, box));
    run.operators += ">Tj EMC ";
    into.runs.push_back(std::move(run));
}
} // namespace engine::pdf
