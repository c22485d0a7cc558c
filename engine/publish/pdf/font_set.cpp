#include "engine/publish/pdf/font_set.hpp"
#include "engine/publish/pdf/font_files.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <stdexcept>

namespace engine::pdf
{
FontSet::FontSet(std::string language) : language_(std::move(language))
{
    regular_ = open(base_family, false);
    bold_ = open(base_family, true);
    if (regular_ < 0)
        throw std::runtime_error("No font was found for the PDF report: NotoSans-Regular.ttf is in none of the usual "
                                 "folders below /usr/share/fonts. Install the package fonts-noto-core "
                                 "(apt-get install fonts-noto-core) and run this again.");
}

int FontSet::pick(char32_t c, hb_script_t script, bool bold, int near)
{
    if (has(near, c)) return near;
    if (has(base(bold), c)) return base(bold);
    if (auto family = family_of(script); !family.empty())
        if (int font = open(family, bold); has(font, c)) return font;
    for (auto family : symbol_families)
        if (int font = open(family, bold); has(font, c)) return font;
    if (int font = open(cjk_family, bold); has(font, c)) return font; // full-width forms and enclosed signs
    return -1;
}

std::string FontSet::embed(Objects& objects)
{
    std::string resources;
    for (std::size_t font = 0; font < fonts_.size(); ++font)
        if (fonts_[font]->is_used())
            resources += "/F" + std::to_string(font) + " " + reference(fonts_[font]->embed(objects));
    return resources;
}

int FontSet::open(std::string_view family, bool bold)
{
    auto [found, is_new] = opened_.try_emplace({std::string(family), bold}, -1);
    if (!is_new) return found->second;
    if (auto file = find_font(family, bold, language_)) {
        fonts_.push_back(std::make_unique<Font>(file->path, file->index));
        found->second = static_cast<int>(fonts_.size() - 1);
    }
    return found->second;
}
} // namespace engine::pdf
