#include "engine/publish/pdf/font_files.hpp"
#include <unistd.h>
#include <utility>

namespace engine::pdf
{
namespace
{
// Debian and Ubuntu, Alpine, Arch, Fedora.
constexpr std::string_view folders[] = {"/usr/share/fonts/truetype/noto/",
                                        "/usr/share/fonts/opentype/noto/",
                                        "/usr/share/fonts/noto/",
                                        "/usr/share/fonts/noto-cjk/",
                                        "/usr/share/fonts/google-noto/",
                                        "/usr/share/fonts/google-noto-cjk/",
                                        "/usr/share/fonts/google-noto-sans-cjk-fonts/"};
constexpr std::string_view endings[] = {".ttf", ".otf", ".ttc"};

constexpr std::pair<hb_script_t, std::string_view> families[] = {
    {HB_SCRIPT_ARABIC, "NotoSansArabic"},
    {HB_SCRIPT_ARMENIAN, "NotoSansArmenian"},
    {HB_SCRIPT_BENGALI, "NotoSansBengali"},
    {HB_SCRIPT_BOPOMOFO, cjk_family},
    {HB_SCRIPT_CANADIAN_SYLLABICS, "NotoSansCanadianAboriginal"},
    {HB_SCRIPT_CHEROKEE, "NotoSansCherokee"},
    {HB_SCRIPT_COPTIC, "NotoSansCoptic"},
    {HB_SCRIPT_DEVANAGARI, "NotoSansDevanagari"},
    {HB_SCRIPT_ETHIOPIC, "NotoSansEthiopic"},
    {HB_SCRIPT_GEORGIAN, "NotoSansGeorgian"},
    {HB_SCRIPT_GUJARATI, "NotoSansGujarati"},
    {HB_SCRIPT_GURMUKHI, "NotoSansGurmukhi"},
    {HB_SCRIPT_HAN, cjk_family},
    {HB_SCRIPT_HANGUL, cjk_family},
    {HB_SCRIPT_HEBREW, "NotoSansHebrew"},
    {HB_SCRIPT_HIRAGANA, cjk_family},
    {HB_SCRIPT_JAVANESE, "NotoSansJavanese"},
    {HB_SCRIPT_KANNADA, "NotoSansKannada"},
    {HB_SCRIPT_KATAKANA, cjk_family},
    {HB_SCRIPT_KHMER, "NotoSansKhmer"},
    {HB_SCRIPT_LAO, "NotoSansLao"},
    {HB_SCRIPT_MALAYALAM, "NotoSansMalayalam"},
    {HB_SCRIPT_MONGOLIAN, "NotoSansMongolian"},
    {HB_SCRIPT_MYANMAR, "NotoSansMyanmar"},
    {HB_SCRIPT_NKO, "NotoSansNKo"},
    {HB_SCRIPT_OL_CHIKI, "NotoSansOlChiki"},
    {HB_SCRIPT_ORIYA, "NotoSansOriya"},
    {HB_SCRIPT_SINHALA, "NotoSansSinhala"},
    {HB_SCRIPT_SYRIAC, "NotoSansSyriac"},
    {HB_SCRIPT_TAMIL, "NotoSansTamil"},
    {HB_SCRIPT_TELUGU, "NotoSansTelugu"},
    {HB_SCRIPT_THAANA, "NotoSansThaana"},
    {HB_SCRIPT_THAI, "NotoSansThai"},
    {HB_SCRIPT_TIBETAN, "NotoSerifTibetan"},
    {HB_SCRIPT_TIFINAGH, "NotoSansTifinagh"},
    {HB_SCRIPT_VAI, "NotoSansVai"},
    {HB_SCRIPT_YI, "NotoSansYi"},
};

// The order of NotoSansCJK collections: Japanese, Korean, simplified Chinese, traditional Chinese, Hong Kong.
unsigned cjk_index(std::string_view language)
{
    if (language.starts_with("ko")) return 1;
    if (language.starts_with("zh-HK")) return 4;
    if (language.starts_with("zh-TW") || language.starts_with("zh-Hant")) return 3;
    if (language.starts_with("zh")) return 2;
    return 0;
}

std::optional<std::string> find_file(const std::string& name)
{
    for (auto folder : folders)
        for (auto ending : endings) {
            auto path = std::string(folder) + name + std::string(ending);
            if (access(path.c_str(), R_OK) == 0) return path;
        }
    return std::nullopt;
}
} // namespace

std::string_view family_of(hb_script_t script)
{
    for (auto [known, family] : families)
        if (known == script) return family;
    return {};
}

std::optional<FontFile> find_font(std::string_view family, bool bold, std::string_view language)
{
    auto path = find_file(std::string(family) + (bold ? "-Bold" : "-Regular"));
    if (!path && bold) path = find_file(std::string(family) + "-Regular");
    if (!path) return std::nullopt;
    return FontFile{*path, path->ends_with(".ttc") ? cjk_index(language) : 0};
}
} // namespace engine::pdf
