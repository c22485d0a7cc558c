#include "engine/publish/pdf/font.hpp"
#include "base/sha256.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <cmath>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <stdexcept>
#include <vector>

namespace engine::pdf
{
namespace
{
template <class T, void (*destroy)(T*)> struct Destroy {
    void operator()(T* object) const { destroy(object); }
};
using Blob = std::unique_ptr<hb_blob_t, Destroy<hb_blob_t, hb_blob_destroy>>;
using Face = std::unique_ptr<hb_face_t, Destroy<hb_face_t, hb_face_destroy>>;
using SubsetInput = std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_t, hb_subset_input_destroy>>;

std::string_view bytes_of(hb_blob_t* blob)
{
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(blob, &length);
    return {bytes, length};
}

std::string postscript_name(hb_face_t* face)
{
    char text[64];
    unsigned length = sizeof text;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, text);
    std::string name;
    for (char c : std::string_view(text, length))
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-') name += c;
    return name.empty() ? "Font" : name;
}

// What viewers need to draw glyphs by number; everything that shapes text stays behind.
Face subset_of(hb_face_t* face, const hb_set_t* glyphs)
{
    SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) throw std::runtime_error("cannot prepare a font for the PDF");
    hb_set_union(hb_subset_input_glyph_set(input.get()), glyphs);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS);
    auto* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const char* table : {"GSUB", "GPOS", "GDEF", "post", "name", "OS/2", "kern", "vhea", "vmtx", "VORG"})
        hb_set_add(dropped, hb_tag_from_string(table, -1));
    Face subset(hb_subset_or_fail(face, input.get()));
    if (!subset) throw std::runtime_error("cannot take the used glyphs out of a font");
    return subset;
}

void each_glyph(const hb_set_t* set, auto use)
{
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(set, &glyph);) use(glyph);
}
} // namespace

Font::Font(const std::string& path, unsigned index)
{
    Blob blob(hb_blob_create_from_file_or_fail(path.c_str()));
    if (!blob) throw std::runtime_error("cannot read the font " + path);
    face_ = hb_face_create(blob.get(), index);
    if (hb_face_get_glyph_count(face_) == 0) {
        hb_face_destroy(face_);
        throw std::runtime_error(path + " is no font");
    }
    font_ = hb_font_create(face_);
    used_ = hb_set_create();
    Blob cff(hb_face_reference_table(face_, HB_TAG('C', 'F', 'F', ' ')));
    is_cff_ = hb_blob_get_length(cff.get()) > 0;
    per_mille_ = 1000.0 / hb_face_get_upem(face_);
    name_ = postscript_name(face_);
}

Font::~Font()
{
    hb_set_destroy(used_);
    hb_font_destroy(font_);
    hb_face_destroy(face_);
}

Glyph Font::glyph(char32_t c) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font_, c, &glyph) ? glyph : 0;
}

int Font::width(Glyph glyph)
{
    auto [found, is_new] = widths_.try_emplace(glyph);
    if (is_new) {
        hb_set_add(used_, glyph);
        found->second = static_cast<int>(std::lround(hb_font_get_glyph_h_advance(font_, glyph) * per_mille_));
    }
    return found->second;
}

bool Font::stands_for(Glyph glyph, std::u32string_view text)
{
    auto [found, is_new] = texts_.try_emplace(glyph, text);
    return is_new || found->second == text;
}

void Font::is_part_of(Glyph glyph, char32_t character) { parts_.try_emplace(glyph, character); }

Glyph Font::invisible()
{
    // Some fonts draw what has no shape, for editors to show.
    auto has_ink = [this](Glyph glyph) {
        hb_glyph_extents_t extents{};
        return hb_font_get_glyph_extents(font_, glyph, &extents) && (extents.width != 0 || extents.height != 0);
    };
    for (char32_t c : {U'\u200B', U'\u2060', U'\uFEFF', U'\u200C', U'\u200D', U'\u200E', U'\u00A0', U' '})
        if (auto found = glyph(c); found != 0 && !has_ink(found)) {
            stands_for(found, std::u32string(1, c));
            return found;
        }
    return 0;
}

bool Font::is_used() const { return hb_set_is_empty(used_) == 0; }

int Font::embed(Objects& objects)
{
    auto subset = subset_of(face_, used_);
    auto name = subset_name();
    int descriptor = embed_descriptor(objects, name, embed_program(objects, subset.get()));
    int descendant =
        objects.add(std::string("<</Type/Font/Subtype/") + (is_cff_ ? "CIDFontType0" : "CIDFontType2") + "/BaseFont/" +
                    name + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>" +
                    (is_cff_ ? "" : "/CIDToGIDMap/Identity") + "/FontDescriptor " + reference(descriptor) +
                    "/DW 1000/W[" + widths() + "]>>");
    int map = objects.add_stream("", to_unicode());
    return objects.add("<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts[" +
                       reference(descendant) + "]/ToUnicode " + reference(map) + ">>");
}

// Six letters that depend on the glyphs, then the font's name, as ISO 32000-1 9.6.4 asks.
std::string Font::subset_name() const
{
    Sha256 digest;
    each_glyph(used_, [&](Glyph glyph) { digest.add(std::to_string(glyph) + " "); });
    auto hex = digest.hex();
    std::string tag;
    for (std::size_t at = 0; at < 6; ++at)
        tag += static_cast<char>('A' + std::stoi(hex.substr(2 * at, 2), nullptr, 16) % 26);
    return tag + "+" + name_;
}

int Font::embed_program(Objects& objects, hb_face_t* subset) const
{
    if (is_cff_) {
        Blob program(hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')));
        return objects.add_stream("/Subtype/CIDFontType0C", bytes_of(program.get()));
    }
    Blob program(hb_face_reference_blob(subset));
    auto bytes = bytes_of(program.get());
    return objects.add_stream("/Length1 " + std::to_string(bytes.size()), bytes);
}

int Font::embed_descriptor(Objects& objects, const std::string& name, int program) const
{
    auto metric = [this](hb_ot_metrics_tag_t tag, int fallback) {
        hb_position_t value = 0;
        if (!hb_ot_metrics_get_position(font_, tag, &value)) value = static_cast<int>(fallback / per_mille_);
        return std::to_string(std::lround(value * per_mille_));
    };
    return objects.add("<</Type/FontDescriptor/FontName/" + name + "/Flags 4/FontBBox[-1000 -500 2000 1200]" +
                       "/ItalicAngle 0/StemV 80/Ascent " + metric(HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 1069) +
                       "/Descent " + metric(HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -293) + "/CapHeight " +
                       metric(HB_OT_METRICS_TAG_CAP_HEIGHT, 714) + (is_cff_ ? "/FontFile3 " : "/FontFile2 ") +
                       reference(program) + ">>");
}

std::string Font::widths() const
{
    std::string list;
    each_glyph(used_, [&](Glyph glyph) {
        append_integer(list, glyph);
        list += '[';
        append_integer(list, widths_.at(glyph));
        list += ']';
    });
    return list;
}

// The CMap that gives text back for glyphs (ISO 32000-1, 9.10.3).
std::string Font::to_unicode() const
{
    constexpr std::size_t lines_per_section = 100; // the most that a CMap may have
    std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
    auto texts = texts_;
    for (auto [glyph, character] : parts_) texts.try_emplace(glyph, 1, character);
    auto entry = texts.begin();
    for (std::size_t left = texts.size(); left > 0;) {
        auto lines = std::min(left, lines_per_section);
        left -= lines;
        map += std::to_string(lines) + " beginbfchar\n";
        for (; lines > 0; --lines, ++entry) {
            map += '<';
            append_hex(map, entry->first);
            map += "><" + utf16_hex(entry->second) + ">\n";
        }
        map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}
} // namespace engine::pdf
