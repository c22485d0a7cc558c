// Detection of a file's encoding; see encoding.hpp for the order of the evidence.
#include "engine/text/encoding.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <cstring>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <vector>

namespace engine
{
namespace
{
constexpr std::size_t window_bytes = 1 << 16;

struct Mark {
    std::string_view bytes;
    const char* encoding;
};
using namespace std::string_view_literals;
// UTF-32LE stands before UTF-16LE, whose mark is a part of its own.
constexpr Mark marks[] = {{"\xEF\xBB\xBF"sv, "UTF-8"},
                          {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                          {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                          {"\xFF\xFE"sv, "UTF-16LE"},
                          {"\xFE\xFF"sv, "UTF-16BE"}};

// The offset of the first byte that is not UTF-8 from `from` on; the file's size when all of it is.
std::uint64_t utf8_until(const ByteSource& source, std::uint64_t from)
{
    std::vector<char> buffer(std::clamp<std::uint64_t>(source.size(), 4, 1 << 18));
    auto offset = from;
    for (std::size_t carried = 0;;) {
        auto got = source.read(offset, std::span(buffer).subspan(carried));
        offset += got;
        auto text = std::string_view(buffer.data(), carried + got);
        auto good = utf8_prefix(text);
        carried = text.size() - good;
        if (got == 0 || carried > 3) return offset - carried;
        std::memmove(buffer.data(), buffer.data() + good, carried);
    }
}

std::string window_at(const ByteSource& source, std::uint64_t offset)
{
    std::string bytes(window_bytes, '\0');
    bytes.resize(source.read(offset, bytes));
    return bytes;
}

// UTF-16 and UTF-32 text of mostly Western letters has NULs at fixed places in each group of 4 bytes.
const char* wide_encoding(std::string_view bytes)
{
    std::array<std::size_t, 4> nuls{};
    auto groups = bytes.size() / 4;
    if (groups == 0) return nullptr;
    for (std::size_t i = 0; i < groups * 4; ++i) nuls[i % 4] += bytes[i] == '\0';
    auto mostly = [&](std::size_t at) { return nuls[at] * 10 >= groups * 7; };
    auto rarely = [&](std::size_t at) { return nuls[at] * 10 <= groups; };
    if (rarely(0) && mostly(1) && mostly(2) && mostly(3)) return "UTF-32LE";
    if (mostly(0) && mostly(1) && mostly(2) && rarely(3)) return "UTF-32BE";
    if (rarely(0) && mostly(1) && rarely(2) && mostly(3)) return "UTF-16LE";
    if (mostly(0) && rarely(1) && mostly(2) && rarely(3)) return "UTF-16BE";
    return nullptr;
}

std::string by_uchardet(std::string_view bytes)
{
    std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
    if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

struct IcuGuess {
    std::string name;
    int confidence = 0;
};

IcuGuess by_icu(std::string_view bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), ucsdet_close);
    ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    const auto* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || !match) return {};
    return {ucsdet_getName(match, &status), ucsdet_getConfidence(match, &status)};
}

// One name for one encoding, and the superset where the two differ only in what nobody writes.
std::string settled(const std::string& name)
{
    if (name == "ISO-8859-1" || name == "ASCII" || name == "US-ASCII") return "windows-1252";
    if (name == "UHC" || name == "EUC-KR") return "windows-949";
    if (name == "GB2312" || name == "GBK") return "GB18030";
    if (name.starts_with("WINDOWS-")) return "windows-" + name.substr(8);
    return name;
}

bool is_multi_byte(const std::string& name)
{
    for (std::string_view family :
         {"GB", "Big5", "BIG5", "EUC", "Shift", "SHIFT", "windows-949", "ISO-2022", "HZ", "JOHAB"})
        if (name.starts_with(family)) return true;
    return false;
}

// The window as text; nothing where some byte is no text in this encoding. A character cut off at the end does not
// count.
std::optional<std::u16string> decoded(const std::string& name, std::string_view bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.c_str(), &status), ucnv_close);
    if (U_FAILURE(status)) return std::nullopt;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::u16string out(bytes.size() * 2 + 16, u'\0');
    UChar* target = out.data();
    const char* from = bytes.data();
    ucnv_toUnicode(converter.get(), &target, out.data() + out.size(), &from, bytes.data() + bytes.size(), nullptr,
                   false, &status);
    if (U_FAILURE(status)) return std::nullopt;
    out.resize(static_cast<std::size_t>(target - out.data()));
    return out;
}

// uchardet is the better judge of East Asian encodings, ICU of Western ones; in doubt the file came from Windows.
std::string legacy_encoding(std::string_view bytes)
{
    constexpr int sure = 45; // of 100, in ICU's words
    auto uchardet_says = settled(by_uchardet(bytes));
    auto icu = by_icu(bytes);
    auto icu_says = settled(icu.name);
    if (is_multi_byte(uchardet_says) && decoded(uchardet_says, bytes)) return uchardet_says;
    auto text = decoded(icu_says, bytes);
    bool agreed = uchardet_says == icu_says && icu.confidence >= sure / 2;
    if (!text || is_multi_byte(icu_says) || (!agreed && icu.confidence < sure)) return "windows-1252";
    return text == decoded("windows-1252", bytes) ? "windows-1252" : icu_says;
}
} // namespace

Encoding detect_encoding(const ByteSource& source)
{
    auto start = window_at(source, 0);
    for (const auto& mark : marks) {
        if (!start.starts_with(mark.bytes)) continue;
        auto bom = static_cast<int>(mark.bytes.size());
        bool utf8 = mark.encoding == "UTF-8"sv;
        return {mark.encoding, bom, utf8 && utf8_until(source, mark.bytes.size()) == source.size()};
    }
    const char* wide = wide_encoding(start);
    auto good = utf8_until(source, 0);
    if (good == source.size() && !wide) return {};
    if (wide) return {wide, 0, false};
    // The evidence is where ASCII ends, which may be far into the file.
    auto from = good > window_bytes / 2 ? good - window_bytes / 2 : 0;
    return {legacy_encoding(window_at(source, from)), 0, false};
}
} // namespace engine
