#pragma once
// The fonts of one report. A family is opened when the first character needs it.
#include "engine/publish/pdf/font.hpp"
#include <hb.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
class FontSet
{
public:
    // Throws std::runtime_error that says what to install where no base font is found.
    explicit FontSet(std::string language);

    // The font that draws `c` in text of this script; `near` is the font of the text before it (-1: none), which is
    // kept where it can. -1: no font has it.
    int pick(char32_t c, hb_script_t script, bool bold, int near);
    Font& at(int font) { return *fonts_[static_cast<std::size_t>(font)]; }
    int base(bool bold) const { return bold ? bold_ : regular_; }

    // Embeds what was used; the body of a /Font resource dictionary: "/F0 12 0 R/F3 …".
    std::string embed(Objects& objects);

private:
    int open(std::string_view family, bool bold); // -1 where it is not installed
    bool has(int font, char32_t c) { return font >= 0 && at(font).glyph(c) != 0; }

    std::string language_;
    std::vector<std::unique_ptr<Font>> fonts_;
    std::map<std::pair<std::string, bool>, int> opened_;
    int regular_ = -1, bold_ = -1;
};
} // namespace engine::pdf
