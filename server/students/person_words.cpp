#include "server/students/person_words.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cctype>

namespace students
{
namespace
{
constexpr std::size_t shortest_name = 2, shortest_word = 4, shortest_personal = 6, shortest_number = 3;

std::string normal(std::string_view text)
{
    std::string room;
    return std::string(engine::is_utf8(text) ? engine::nfc(text, room) : text);
}

bool is_word_byte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digits(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }
bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }
bool has_space(std::string_view text) { return text.find(' ') != text.npos; }

std::size_t length_of_code_point(std::string_view text, std::size_t at)
{
    auto next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    return next - at;
}

// Lower case, and for each of its bytes the place in the text that it came from; one more for the end.
struct Lowered {
    std::string text;
    std::vector<std::size_t> from;
};
Lowered lowered(std::string_view text)
{
    Lowered low;
    std::string room;
    for (std::size_t i = 0; i < text.size();) {
        auto length = length_of_code_point(text, i);
        auto piece = text.substr(i, length);
        if (length == 1)
            low.text += static_cast<char>(std::tolower(static_cast<unsigned char>(piece[0])));
        else
            low.text += engine::is_utf8(piece) ? engine::lower_case(piece, room) : piece;
        low.from.resize(low.text.size(), i);
        i += length;
    }
    low.from.push_back(text.size());
    return low;
}

std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    for (char c : name)
        if (is_word_byte(c))
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    return words;
}

// Where the needle stands as a word of its own from `at` on: its place and length. A number may have zeros in front.
std::pair<std::size_t, std::size_t> find_word(std::string_view text, std::string_view needle, std::size_t at)
{
    bool zeros = is_digits(needle);
    for (auto found = text.find(needle, at); found != text.npos; found = text.find(needle, found + 1)) {
        auto begin = found, end = found + needle.size();
        while (zeros && begin > at && text[begin - 1] == '0') --begin;
        bool opens = begin == 0 || !is_word_byte(text[begin - 1]) || !is_word_byte(needle.front());
        bool closes = end == text.size() || !is_word_byte(text[end]) || !is_word_byte(needle.back());
        if (opens && closes) return {begin, end - begin};
    }
    return {text.npos, 0};
}

// The longest run that stands in the text as it is, also where JSON escapes it.
std::string longest_plain_run(std::string_view needle)
{
    std::string best, run;
    for (char c : needle) {
        if (static_cast<unsigned char>(c) >= 0x80 || c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ')
            run.clear();
        else
            run += c;
        if (run.size() > best.size()) best = run;
    }
    return best;
}
} // namespace

PersonWords::PersonWords(std::string identifier) : identifier_(normal(engine::trim(identifier))) {}

void PersonWords::learn_name(std::string_view cell)
{
    auto name = normal(engine::trim(cell));
    if (engine::code_points(name) < shortest_name || has_digit(name)) return learn_personal(cell);
    if (std::ranges::find(names_, name) == names_.end()) names_.push_back(std::move(name));
}

void PersonWords::learn_personal(std::string_view cell)
{
    auto value = normal(engine::trim(cell));
    bool tells = value.size() >= shortest_personal && (has_digit(value) || value.find('@') != value.npos);
    if (tells && std::ranges::find(personal_, value) == personal_.end()) personal_.push_back(std::move(value));
}

std::vector<std::string> PersonWords::needles(Look look) const
{
    std::vector<std::string> found;
    auto add = [&](std::string_view text) { found.push_back(lowered(text).text); };
    auto identifier = std::string_view(identifier_);
    if (is_digits(identifier)) { // as in files: the same number but for zeros in front
        auto first = identifier.find_first_not_of('0');
        identifier.remove_prefix(first == identifier.npos ? identifier.size() - 1 : first);
    }
    if (!is_digits(identifier) || identifier.size() >= shortest_number) add(identifier);
    for (const auto& name : names_) {
        if (has_space(name) || (look == Look::text && engine::code_points(name) >= shortest_word)) add(name);
        if (look == Look::values) continue;
        for (const auto& word : words_of(name))
            if (engine::code_points(word) >= shortest_word) add(word);
    }
    if (look == Look::text)
        for (const auto& value : personal_) add(value);
    std::erase(found, "");
    std::ranges::sort(found,
                      [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::string PersonWords::without(std::string_view original, Look look) const
{
    auto text = normal(original);
    bool changed = false;
    for (const auto& needle : needles(look)) {
        auto low = lowered(text);
        std::string kept;
        std::size_t done = 0;
        for (std::size_t at = 0;;) {
            auto [place, length] = find_word(low.text, needle, at);
            if (place == std::string::npos) break;
            kept += text.substr(done, low.from[place] - done);
            kept += erased_word;
            done = low.from[place + length];
            at = place + length;
            changed = true;
        }
        if (done > 0) text = kept + text.substr(done);
    }
    return changed ? text : std::string(original);
}

std::vector<std::string> PersonWords::pieces(Look look) const
{
    std::vector<std::string> found;
    for (const auto& needle : needles(look)) {
        auto piece = longest_plain_run(needle);
        if (piece.size() < 2) return {};
        found.push_back(std::move(piece));
    }
    return found;
}
} // namespace students
