#pragma once
// One font of a report: its glyphs, which of them are used, and the subset of it that travels in the file.
#include "engine/publish/pdf/objects.hpp"
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct hb_face_t;
struct hb_font_t;
struct hb_set_t;

namespace engine::pdf
{
using Glyph = std::uint32_t;

class Font
{
public:
    // Throws std::runtime_error where the file is no font. `index` is the font's place in a collection.
    Font(const std::string& path, unsigned index);
    ~Font();

    hb_font_t* shaper() const { return font_; }
    double per_mille() const { return per_mille_; } // font units → 1/1000 em
    Glyph glyph(char32_t c) const;                  // 0: the font has none
    int width(Glyph glyph);                         // 1/1000 em; marks the glyph as used
    // A glyph without ink and, where the font has one, without width.
    Glyph invisible();
    // Says that the glyph stands for this text. False where it already stands for another.
    bool stands_for(Glyph glyph, std::u32string_view text);

    // That the glyph is a part of what stands for this character: its entry in the map where it stands for nothing by
    // itself, as every glyph must have one (ISO 14289-1, 7.21.7).
    void is_part_of(Glyph glyph, char32_t character);

    bool is_used() const;
    int embed(Objects& objects); // the number of the font's object

private:
    std::string subset_name() const;
    int embed_program(Objects& objects, hb_face_t* subset) const;
    int embed_descriptor(Objects& objects, const std::string& name, int program) const;
    std::string widths() const;
    std::string to_unicode() const;

    hb_face_t* face_ = nullptr;
    hb_font_t* font_ = nullptr;
    hb_set_t* used_ = nullptr;
    bool is_cff_ = false;
    double per_mille_ = 1;
    std::string name_;
    std::map<Glyph, std::u32string> texts_;
    std::map<Glyph, char32_t> parts_;
    std::unordered_map<Glyph, int> widths_;
};
} // namespace engine::pdf
