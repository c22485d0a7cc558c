// Detection of a file's encoding; see encoding.hpp for the order of the evidence.
#include "engine/text/east_asian.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/utf7.hpp"
#include "engine/text/well_formed.hpp"
#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <vector>

namespace engine
{
namespace
{
constexpr std::size_t window_bytes = 1 << 16;
constexpr std::size_t evidence_bytes = 8 << 20;
constexpr std::size_t enough_words = 200;
constexpr std::size_t most_readings = 3;

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

std::string window_at(const ByteSource& source, std::uint64_t offset, std::size_t most)
{
    std::string bytes(std::min<std::uint64_t>(most, source.size() - offset), '\0');
    bytes.resize(source.read(offset, bytes));
    return bytes;
}

// Whether the bytes are lines of characters that exist, read as UTF-16.
bool is_utf16_text(std::string_view bytes, bool big_endian)
{
    bool has_line = false;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
        auto unit = static_cast<UChar32>(big_endian ? first << 8 | second : second << 8 | first);
        if (U16_IS_SURROGATE(unit)) continue;
        has_line |= unit == '\n' || unit == '\r';
        auto kind = u_charType(unit);
        bool is_space = unit == '\n' || unit == '\r' || unit == '\t';
        if ((kind == U_CONTROL_CHAR && !is_space) || kind == U_UNASSIGNED || kind == U_PRIVATE_USE_CHAR) return false;
    }
    return has_line;
}

// UTF-16 and UTF-32 text of mostly Western letters has NULs at fixed places in each group of 4 bytes; that of other
// letters has some, and only one order of its bytes gives characters that exist.
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
    if (nuls[0] + nuls[1] + nuls[2] + nuls[3] < 2) return nullptr;
    auto big = is_utf16_text(bytes, true), little = is_utf16_text(bytes, false);
    if (big != little) return big ? "UTF-16BE" : "UTF-16LE";
    return nullptr;
}

// Characters of two bytes and more, and bytes that belong to none, from `from` on.
struct Utf8Share {
    std::uint64_t characters = 0, bad_bytes = 0;
    bool is_nearly_all() const { return characters >= 2 * bad_bytes; }
    bool may_be() const { return characters >= bad_bytes; }
};

Utf8Share utf8_share(const ByteSource& source, std::uint64_t from)
{
    constexpr std::uint64_t hopeless = 10'000; // bad bytes, with fewer characters beside them
    Utf8Share share;
    std::vector<char> buffer(std::clamp<std::uint64_t>(source.size(), 4, 1 << 18));
    for (std::size_t carried = 0;;) {
        auto got = source.read(from, std::span(buffer).subspan(carried));
        from += got;
        std::string_view text(buffer.data(), carried + got);
        while (!text.empty()) {
            auto good = text.substr(0, utf8_prefix(text));
            share.characters += static_cast<std::uint64_t>(
                std::ranges::count_if(good, [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
            text.remove_prefix(good.size());
            if (text.size() < 4 && got > 0) break; // may go on in what is read next
            if (text.empty()) break;
            ++share.bad_bytes;
            text.remove_prefix(1);
        }
        if (got == 0 || (share.bad_bytes > hopeless && !share.may_be())) return share;
        carried = text.size();
        std::memmove(buffer.data(), text.data(), carried);
    }
}

// The readings that the evidence does not tell apart; the first alone where it does.
std::vector<EncodingScore> close_to_best(std::vector<EncodingScore> scores)
{
    // For the one that nearly all files have, less is asked.
    auto apart = scores[0].name == "windows-1252" ? 3.5 : 5.0;
    std::erase_if(scores, [&](const EncodingScore& one) { return one.score < scores[0].score - apart; });
    if (scores.size() > most_readings) scores.resize(most_readings);
    return scores;
}

// Letters of a language cost less than 8 a byte in every list of names that was tried, East Asian text read with one
// byte to a letter 9.9 and more.
bool is_language(const EncodingScore& reading, std::span<const std::string> words)
{
    constexpr double foreign = -9;
    double bytes = 0;
    for (const auto& word : words) bytes += static_cast<double>(word.size());
    return reading.score > foreign * bytes;
}

// uchardet is the better judge of East Asian encodings; of one byte each, words are.
Encoding legacy_encoding(const ByteSource& source, std::uint64_t from, const Utf8Share& utf8)
{
    auto window = window_at(source, from, window_bytes);
    if (auto east_asian = east_asian_encoding(window)) return {*east_asian, 0, false, {}};
    auto words = words_outside_ascii(window_at(source, from, evidence_bytes), enough_words);
    auto close = close_to_best(score_encodings(words));
    auto name = close[0].name;
    if (!is_language(close[0], words)) {
        if (auto east_asian = east_asian_readings(window, words); !east_asian.empty()) {
            if (east_asian.size() == 1) east_asian.push_back(close[0]);
            if (east_asian.size() > most_readings) east_asian.resize(most_readings);
            return {east_asian[0].name, 0, false, std::move(east_asian)};
        }
    }
    if (utf8.may_be()) {
        std::vector<std::string> marked;
        std::ranges::transform(words, std::back_inserter(marked), well_formed);
        close.insert(close.begin(), {"UTF-8", close[0].score, std::move(marked)});
        if (close.size() > most_readings) close.pop_back();
    }
    if (close.size() == 1) close.clear();
    return {name, 0, false, std::move(close)};
}
} // namespace

Encoding detect_encoding(const ByteSource& source)
{
    auto start = window_at(source, 0, window_bytes);
    for (const auto& mark : marks) {
        if (!start.starts_with(mark.bytes)) continue;
        auto bom = static_cast<int>(mark.bytes.size());
        bool utf8 = mark.encoding == "UTF-8"sv;
        return {mark.encoding, bom, utf8 && utf8_until(source, mark.bytes.size()) == source.size(), {}};
    }
    const char* wide = wide_encoding(start);
    auto good = utf8_until(source, 0);
    if (good == source.size() && !wide) {
        auto escaped = escaped_encoding(start);
        if (escaped) return {*escaped, 0, false, {}};
        auto words = utf7_words(start);
        if (words.written.empty() || !is_ascii(start)) return {};
        return {"UTF-8", 0, true, {{"UTF-7", 0, std::move(words.meant)}, {"UTF-8", 0, std::move(words.written)}}};
    }
    if (wide) return {wide, 0, false, {}};
    auto share = utf8_share(source, 0);
    if (share.is_nearly_all()) return {"UTF-8", 0, false, {}};
    // The evidence is where ASCII ends, which may be far into the file.
    auto from = good > window_bytes / 2 ? good - window_bytes / 2 : 0;
    return legacy_encoding(source, from, share);
}
} // namespace engine
