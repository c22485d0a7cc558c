#include "engine/text/east_asian.hpp"
#include "engine/text/well_formed.hpp"
#include <algorithm>
#include <memory>
#include <set>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

namespace engine
{
namespace
{
// Fewer different characters than these do not tell the languages apart: a list of names repeats a few.
constexpr std::size_t few_characters = 24;

struct Family {
    const char *name, *title;
    std::string_view escape; // with which a switch to it begins; none where characters are bytes outside ASCII
};
constexpr Family families[] = {{"EUC-JP", "Japanese", ""},
                               {"SHIFT_JIS", "Japanese", ""},
                               {"windows-949", "Korean", ""},
                               {"GB18030", "Chinese", ""},
                               {"BIG5", "Traditional Chinese", ""},
                               {"ISO-2022-JP", "Japanese", "\x1B$B"},
                               {"ISO-2022-JP", "Japanese", "\x1B$@"},
                               {"ISO-2022-KR", "Korean", "\x1B$)C"},
                               {"ISO-2022-CN", "Chinese", "\x1B$)A"},
                               {"HZ", "Chinese", "~{"}};

// The superset of an encoding where the two differ only in what nobody writes; as ICU calls it.
std::string settled(const std::string& name)
{
    if (name == "UHC" || name == "EUC-KR") return "windows-949";
    if (name == "GB2312" || name == "GBK") return "GB18030";
    return name;
}

std::string by_uchardet(std::string_view bytes)
{
    std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
    if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return settled(uchardet_get_charset(detector.get()));
}

bool is_multi_byte(const std::string& name)
{
    for (std::string_view family : {"GB", "BIG5", "EUC", "SHIFT", "windows-949", "ISO-2022", "HZ", "JOHAB"})
        if (name.starts_with(family)) return true;
    return false;
}

// The bytes as UTF-8; nothing where some are no text in this encoding. A character cut off at the end does not count.
std::optional<std::string> text_in(const std::string& name, std::string_view bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(name.c_str(), &status), ucnv_close);
    std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &status), ucnv_close);
    if (U_FAILURE(status)) return std::nullopt;
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string out(bytes.size() * 3 + 16, '\0');
    std::vector<UChar> pivot(bytes.size() * 2 + 16);
    char* target = out.data();
    const char* next = bytes.data();
    UChar *pivot_from = pivot.data(), *pivot_to = pivot.data();
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &next, bytes.data() + bytes.size(),
                   pivot.data(), &pivot_from, &pivot_to, pivot.data() + pivot.size(), false, false, &status);
    if (U_FAILURE(status)) return std::nullopt;
    out.resize(static_cast<std::size_t>(target - out.data()));
    return out;
}

bool is_high(char c) { return static_cast<unsigned char>(c) > 0x7F; }
bool is_latin(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// The different characters, if all that is outside ASCII are pairs of high bytes that stand by themselves, as in EUC.
std::optional<std::size_t> paired_characters(std::string_view bytes)
{
    constexpr unsigned char first_of_pairs = 0xA1, half_width = 0x8E;
    std::set<std::string_view> known;
    for (std::size_t i = 0; i < bytes.size();) {
        if (!is_high(bytes[i])) {
            ++i;
            continue;
        }
        if (i > 0 && is_latin(bytes[i - 1])) return std::nullopt;
        for (; i < bytes.size() && is_high(bytes[i]); i += 2) {
            if (i + 1 == bytes.size()) return known.size();
            auto lead = static_cast<unsigned char>(bytes[i]), trail = static_cast<unsigned char>(bytes[i + 1]);
            if ((lead < first_of_pairs && lead != half_width) || trail < first_of_pairs) return std::nullopt;
            known.insert(bytes.substr(i, 2));
        }
        if (i < bytes.size() && is_latin(bytes[i])) return std::nullopt;
    }
    return known.size();
}
} // namespace

std::optional<std::string> east_asian_encoding(std::string_view bytes)
{
    auto name = by_uchardet(bytes);
    if (!is_multi_byte(name) || !text_in(name, bytes)) return std::nullopt;
    auto paired = paired_characters(bytes);
    if (paired && *paired < few_characters) return std::nullopt;
    return name;
}

std::vector<EncodingScore> east_asian_readings(std::string_view bytes, std::span<const std::string> words)
{
    std::vector<EncodingScore> readings;
    for (const auto& family : families) {
        if (!family.escape.empty() || !text_in(family.name, bytes)) continue;
        auto& reading = readings.emplace_back();
        reading.name = family.name;
        for (const auto& word : words) reading.words.push_back(text_in(family.name, word).value_or(well_formed(word)));
    }
    auto likeliest = by_uchardet(bytes);
    std::ranges::stable_partition(readings, [&](const EncodingScore& one) { return one.name == likeliest; });
    return readings;
}

std::optional<std::string> escaped_encoding(std::string_view bytes)
{
    for (const auto& family : families)
        if (!family.escape.empty() && bytes.contains(family.escape) && text_in(family.name, bytes)) return family.name;
    return std::nullopt;
}

std::optional<std::string> east_asian_title(std::string_view name)
{
    for (const auto& family : families)
        if (name == family.name) return std::string(family.title) + " (" + family.name + ")";
    return std::nullopt;
}
} // namespace engine
