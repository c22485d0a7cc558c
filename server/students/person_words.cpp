#include "server/students/person_words.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/word_borders.hpp"
#include <algorithm>
#include <cctype>
#include <set>

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
    auto words = engine::words_in(name);
    return {words.begin(), words.end()};
}

// Long enough to tell somebody by itself; a character of scripts such as Chinese says as much as two letters.
bool tells_alone(std::string_view word)
{
    auto length = engine::code_points(word);
    return length >= shortest_word ||
           (length >= shortest_word / 2 && engine::joins_words(engine::character_at(word, 0)));
}

// Where the needle stands as a word of its own from `at` on: its place and length. A number may have zeros in front.
std::pair<std::size_t, std::size_t> find_word(std::string_view text, std::string_view needle, std::size_t at)
{
    bool zeros = is_digits(needle);
    for (auto found = text.find(needle, at); found != text.npos; found = text.find(needle, found + 1)) {
        auto begin = found, end = found + needle.size();
        while (zeros && begin > at && text[begin - 1] == '0') --begin;
        if (engine::parts_words(text, begin) && engine::parts_words(text, end)) return {begin, end - begin};
    }
    return {text.npos, 0};
}

bool personal_tells(std::string_view value)
{
    if (value.size() < shortest_personal) return false;
    return has_digit(value) || value.find('@') != value.npos || has_space(value);
}

// Words that say nothing by themselves, lower case. They are the student's where they stand beside another word of the
// student's: in texts short words of a name and personal values such as “female” ("Kim Lee", "7A Quillfeather"); in
// values, where a single word may be anybody's, every word of a name, of which one is long.
struct Companions {
    Companions(const PersonWords& of, Look look)
    {
        for (const auto& name : of.names())
            for (const auto& word : words_of(name)) {
                if (engine::code_points(word) < shortest_name) continue;
                bool is_long = tells_alone(word);
                if (look == Look::values || !is_long) names.insert(lowered(word).text);
                if (look == Look::values && is_long) long_names.insert(lowered(word).text);
            }
        if (look == Look::values) return;
        for (const auto& value : of.personal())
            if (auto words = words_of(value);
                words.size() == 1 && engine::code_points(value) >= shortest_name && !personal_tells(value))
                values.insert(lowered(words[0]).text);
    }
    std::set<std::string> names, long_names, values;
};

// A word of a text, lower case, and what it is to the student.
struct ReadWord {
    std::size_t begin = 0, end = 0;
    std::string text;
    bool erased = false, of_name = false, of_value = false;

    bool is_of_student() const { return erased || of_name || of_value; }
};

std::vector<ReadWord> read_words(std::string_view text, const Companions& known)
{
    std::vector<ReadWord> words;
    for (auto found : engine::words_in(text)) {
        auto begin = static_cast<std::size_t>(found.data() - text.data());
        ReadWord word{begin, begin + found.size(), lowered(found).text};
        word.erased = begin > 0 && text.substr(begin - 1).starts_with(erased_word);
        word.of_name = !word.erased && known.names.contains(word.text);
        word.of_value = !word.erased && known.values.contains(word.text);
        words.push_back(std::move(word));
    }
    return words;
}

// The text without such words beside something erased, or beside another one of the name.
std::string without_companions(const std::string& text, const Companions& known, Look look)
{
    constexpr std::size_t most_between = 5; // bytes: ", ", " – ", ") ("
    auto words = read_words(text, known);
    std::string kept;
    std::size_t done = 0;
    for (std::size_t first = 0, next = 0; first < words.size(); first = std::max(next, first + 1)) {
        bool tells = false, has_long = look == Look::text;
        std::set<std::string> names;
        for (next = first; next < words.size() && words[next].is_of_student(); ++next) {
            if (next > first && words[next].begin - words[next - 1].end > most_between) break;
            tells = tells || words[next].erased;
            has_long = has_long || known.long_names.contains(words[next].text);
            if (words[next].of_name) names.insert(words[next].text);
        }
        if (!has_long || (!tells && names.size() < 2)) continue;
        for (auto at = first; at < next; ++at) {
            if (words[at].erased) continue;
            kept += text.substr(done, words[at].begin - done);
            kept += erased_word;
            done = words[at].end;
        }
    }
    return kept + text.substr(done);
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
    if (!value.empty() && std::ranges::find(personal_, value) == personal_.end()) personal_.push_back(std::move(value));
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
        if (has_space(name) || (look == Look::text && tells_alone(name))) add(name);
        if (look == Look::values) continue;
        for (const auto& word : words_of(name))
            if (tells_alone(word)) add(word);
    }
    if (look == Look::text)
        for (const auto& value : personal_)
            if (personal_tells(value)) add(value);
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
    auto rest = without_companions(text, Companions(*this, look), look);
    changed = changed || rest != text;
    text = std::move(rest);
    return changed ? text : std::string(original);
}

std::vector<std::string> PersonWords::pieces(Look look) const
{
    std::vector<std::string> found;
    auto all = needles(look);
    Companions more(*this, look);
    for (const auto* words : {look == Look::text ? &more.names : &more.long_names, &more.values})
        all.insert(all.end(), words->begin(), words->end());
    for (const auto& needle : all) {
        auto piece = longest_plain_run(needle);
        if (piece.size() < 2) return {};
        found.push_back(std::move(piece));
    }
    return found;
}
} // namespace students
