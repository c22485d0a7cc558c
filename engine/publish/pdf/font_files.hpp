#pragma once
// Where fonts are on this computer: a fixed list of folders and file names, one family per script.
#include <hb.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
struct FontFile {
    std::string path;
    unsigned index = 0; // within a collection
};

// The Noto family of a script, "" where none is known. Latin, Greek and Cyrillic are the base family's.
std::string_view family_of(hb_script_t script);
inline constexpr std::string_view base_family = "NotoSans";
inline constexpr std::string_view cjk_family = "NotoSansCJK";
// Signs of no script, tried in this order.
inline constexpr std::string_view symbol_families[] = {"NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath"};

// The file of a family, or nothing where it is not installed. `language` (BCP 47) picks the Chinese, Japanese or Korean
// shapes of a CJK collection.
std::optional<FontFile> find_font(std::string_view family, bool bold, std::string_view language);
} // namespace engine::pdf
