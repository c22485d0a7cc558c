#include "engine/text/encoding_score.hpp"
#include "engine/text/east_asian.hpp"
#include "engine/text/language_model.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/utf8.h>

namespace engine
{
namespace
{
struct Candidate {
    const char *name, *title;
    double usual; // before any word is seen
};
// In the order of how usual they are in files of schools and offices.
constexpr Candidate candidates[] = {
    {"windows-1252", "Western European", 4},
    {"windows-1250", "Central European", 0},
    {"windows-1251", "Cyrillic", 0},
    {"windows-1253", "Greek", 0},
    {"windows-1254", "Turkish", 0},
    {"windows-1257", "Baltic", 0},
    {"windows-1255", "Hebrew", 0},
    {"windows-1256", "Arabic", 0},
    {"windows-874", "Thai", 0},
    {"ISO-8859-15", "Western European, ISO", -1.5},
    {"ISO-8859-2", "Central European, ISO", -1.5},
    {"ISO-8859-7", "Greek, ISO", -1.5},
    {"ISO-8859-9", "Turkish, ISO", -1.5},
    {"ISO-8859-13", "Baltic, ISO", -1.5},
    {"ISO-8859-4", "Northern European, ISO", -2.5},
    {"ISO-8859-3", "Southern European, ISO", -2.5},
    {"ISO-8859-14", "Celtic, ISO", -2.5},
    {"ISO-8859-5", "Cyrillic, ISO", -2},
    {"ISO-8859-6", "Arabic, ISO", -2},
    {"ISO-8859-8", "Hebrew, ISO", -2},
    {"KOI8-R", "Cyrillic, KOI8", -2},
    {"KOI8-U", "Ukrainian, KOI8", -2},
    {"macintosh", "Western European, Mac", -2.5},
    {"IBM850", "Western European, MS-DOS", -2.5},
    {"IBM437", "American, MS-DOS", -3},
    {"IBM852", "Central European, MS-DOS", -3},
    {"IBM866", "Cyrillic, MS-DOS", -2.5},
    {"IBM857", "Turkish, MS-DOS", -3},
    {"IBM775", "Baltic, MS-DOS", -3},
    {"IBM737", "Greek, MS-DOS", -3},
    {"IBM862", "Hebrew, MS-DOS", -3},
    {"ibm-720", "Arabic, MS-DOS", -3.5},
    {"IBM855", "Cyrillic, MS-DOS 855", -4},
    {"x-mac-centraleurroman", "Central European, Mac", -3},
    {"x-mac-cyrillic", "Cyrillic, Mac", -3},
    {"x-mac-greek", "Greek, Mac", -3},
    {"x-mac-turkish", "Turkish, Mac", -3},
};

constexpr double nothing_there = -18, odd_mark = -13, usual_mark = -6, odd_case = -6, two_scripts = -6;
constexpr int enough_of_a_byte = 3;
constexpr double of_some_language = 0.65;
constexpr double hopeless = 60; // so far behind the best by its marks and cases alone that no language helps

using Table = std::array<char32_t, 256>; // 0: no character

Table table_of(const char* name)
{
    Table table{};
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status), ucnv_close);
    if (U_FAILURE(status)) return table;
    for (int byte = 0; byte < 256; ++byte) {
        char from = static_cast<char>(byte);
        std::array<UChar, 4> to{};
        status = U_ZERO_ERROR;
        ucnv_reset(converter.get());
        auto length = ucnv_toUChars(converter.get(), to.data(), static_cast<int>(to.size()), &from, 1, &status);
        bool control = to[0] >= 0x7F && to[0] < 0xA0;
        if (U_SUCCESS(status) && length == 1 && to[0] != 0xFFFD && !control)
            table[static_cast<std::size_t>(byte)] = to[0];
    }
    return table;
}

const std::vector<Table>& tables()
{
    static const auto all = [] {
        std::vector<Table> out;
        for (const auto& candidate : candidates) out.push_back(table_of(candidate.name));
        return out;
    }();
    return all;
}

bool is_letter(char32_t c)
{
    auto mask = U_MASK(u_charType(static_cast<UChar32>(c)));
    return c && c != U'ª' && c != U'º' && (mask & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}
bool is_lower(char32_t c) { return u_islower(static_cast<UChar32>(c)); }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
char32_t lowered(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
bool is_latin(char32_t c) { return c < 0x370 || (c >= 0x1E00 && c < 0x1F00); }
bool is_usual_mark(char32_t c)
{
    return std::u32string_view(U"\u00A0’‘‚“”„«»–—…•·°ºª§€£©®™¿¡½¼¾²³´¨\u200C\u200D\u200E\u200F،؛؟№").contains(c);
}

// A word as one encoding reads it.
struct Word {
    std::vector<char32_t> letters;
    double form = 0;              // what speaks against it, whatever the language
    std::vector<double> likeness; // by language
};

char32_t at(const std::vector<char32_t>& letters, std::size_t i) { return i < letters.size() ? letters[i] : 0; }

// “„«‘¿¡ begin a word, most others end one, and ’ stands in O’Neil, d’Arc and pupil’s.
bool is_mark_in_place(char32_t c, char32_t before, char32_t after, std::size_t index)
{
    bool begins = std::u32string_view(U"“„«‘‚¿¡\u00A0–—·•").contains(c);
    if (c == U'\u200C') return is_letter(before) && is_letter(after);
    if (c == U'’' && is_letter(before) && is_letter(after)) return is_upper(after) || (index > 1 && after == U's');
    if (!is_usual_mark(c)) return false;
    auto is_mark = [](char32_t other) { return other > 0x7F && !is_letter(other); };
    if (is_mark(before) || is_mark(after)) return false; // text has no runs of them
    return is_letter(after) ? begins && !is_letter(before) : !begins || !is_letter(before);
}

double form_of(const std::vector<char32_t>& letters, std::size_t i)
{
    auto c = letters[i], before = at(letters, i - 1), after = at(letters, i + 1);
    if (c == 0) return nothing_there;
    if (!is_letter(c)) return is_mark_in_place(c, before, after, i) ? usual_mark : odd_mark;
    double out = 0;
    if (is_upper(c) && is_lower(before)) out += odd_case;
    if (is_lower(c) && is_upper(after)) out += odd_case;
    if (is_lower(c) && is_upper(before) && is_upper(at(letters, i - 2))) out += odd_case;
    for (auto neighbour : {before, after})
        if (is_letter(neighbour) && is_latin(neighbour) != is_latin(c)) out += two_scripts;
    return out;
}

Word read_word(std::string_view bytes, const Table& table)
{
    Word word;
    for (char byte : bytes) word.letters.push_back(table[static_cast<unsigned char>(byte)]);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (static_cast<unsigned char>(bytes[i]) > 0x7F) word.form += form_of(word.letters, i);
    return word;
}

void compare_with_languages(Word& word)
{
    for (const auto& model : language_models()) {
        auto& sum = word.likeness.emplace_back(word.form);
        for (std::size_t i = 0; i < word.letters.size(); ++i) {
            if (word.letters[i] <= 0x7F || !is_letter(word.letters[i])) continue;
            auto neighbour = [&](std::size_t index) {
                auto c = at(word.letters, index);
                return is_letter(c) ? lowered(c) : U'\0';
            };
            sum += model.likelihood(lowered(word.letters[i]), neighbour(i - 1), neighbour(i + 1));
        }
    }
}

// The likelihood of all words, partly where each is of some language (a mixture, its shares found by
// expectation-maximization), partly where all are of one.
double mixed(const std::vector<Word>& words)
{
    auto languages = language_models().size();
    std::vector<double> share(languages, 1.0 / static_cast<double>(languages));
    std::vector<double> alone(languages);
    double total = 0;
    for (int round = 0; round < 4; ++round) {
        std::vector<double> next(languages, 0.05);
        total = 0;
        std::ranges::fill(alone, 0);
        for (const auto& word : words) {
            for (std::size_t l = 0; l < languages; ++l) alone[l] += word.likeness[l];
            auto best = std::ranges::max(word.likeness);
            double sum = 0;
            for (std::size_t l = 0; l < languages; ++l) sum += share[l] * std::exp(word.likeness[l] - best);
            for (std::size_t l = 0; l < languages; ++l) next[l] += share[l] * std::exp(word.likeness[l] - best) / sum;
            total += best + std::log(sum);
        }
        auto all = static_cast<double>(words.size()) + 0.05 * static_cast<double>(languages);
        for (std::size_t l = 0; l < languages; ++l) share[l] = next[l] / all;
    }
    return of_some_language * total + (1 - of_some_language) * std::ranges::max(alone);
}

std::string utf8_of(const std::vector<char32_t>& letters)
{
    std::string out;
    for (auto c : letters) {
        char buffer[4];
        int length = 0;
        U8_APPEND_UNSAFE(buffer, length, c ? c : 0xFFFD);
        out.append(buffer, static_cast<std::size_t>(length));
    }
    return out;
}
} // namespace

std::vector<std::string> words_outside_ascii(std::string_view bytes, std::size_t most)
{
    std::vector<std::string> words;
    std::set<std::string_view> known;
    auto is_of_word = [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte > 0x7F || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
    };
    std::array<int, 256> seen{};
    for (std::size_t i = 0; i < bytes.size();) {
        auto begin = i;
        bool outside = false;
        for (; i < bytes.size() && is_of_word(bytes[i]); ++i) outside |= static_cast<unsigned char>(bytes[i]) > 0x7F;
        auto word = bytes.substr(begin, i - begin);
        if (outside) {
            bool rare = false;
            for (char c : word) {
                auto byte = static_cast<unsigned char>(c);
                rare |= byte > 0x7F && seen[byte] < enough_of_a_byte;
            }
            if ((rare || words.size() < most) && known.insert(word).second) {
                for (char c : word) ++seen[static_cast<unsigned char>(c)];
                words.emplace_back(word);
            }
        }
        i += i == begin;
    }
    return words;
}

std::vector<EncodingScore> score_encodings(std::span<const std::string> words)
{
    struct Reading {
        const Candidate* candidate;
        std::vector<Word> words;
        double form = 0;
    };
    std::vector<Reading> readings;
    for (std::size_t i = 0; i < std::size(candidates); ++i) {
        Reading reading{&candidates[i], {}, candidates[i].usual};
        for (const auto& word : words) {
            reading.words.push_back(read_word(word, tables()[i]));
            reading.form += reading.words.back().form;
        }
        bool known = std::ranges::any_of(readings, [&](const Reading& other) {
            return std::ranges::equal(other.words, reading.words, {}, &Word::letters, &Word::letters);
        });
        if (!known) readings.push_back(std::move(reading));
    }
    auto best = std::ranges::max(readings, {}, &Reading::form).form;
    std::vector<EncodingScore> out;
    for (auto& reading : readings) {
        if (reading.form < best - hopeless) continue;
        for (auto& word : reading.words) compare_with_languages(word);
        auto& score = out.emplace_back(reading.candidate->name, reading.candidate->usual + mixed(reading.words),
                                       std::vector<std::string>());
        for (const auto& word : reading.words) score.words.push_back(utf8_of(word.letters));
    }
    std::ranges::stable_sort(out, std::greater<>(), &EncodingScore::score);
    return out;
}

std::string encoding_title(std::string_view name)
{
    for (const auto& candidate : candidates)
        if (name == candidate.name) return std::string(candidate.title) + " (" + candidate.name + ")";
    return east_asian_title(name).value_or(std::string(name));
}
} // namespace engine
