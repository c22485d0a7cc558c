#include "engine/read/html/html_tokens.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <charconv>

namespace engine::html
{
namespace
{
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::size_t find_any_case(std::string_view text, std::string_view word, std::size_t from)
{
    auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                             word.begin(), word.end(), [](char a, char b) { return lower(a) == b; });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

struct Named {
    std::string_view name;
    char32_t character;
};
constexpr std::array<std::string_view, 96> latin = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
constexpr Named others[] = {{"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
                            {"apos", '\''},     {"euro", 0x20AC},  {"ndash", 0x2013}, {"mdash", 0x2014},
                            {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
                            {"hellip", 0x2026}, {"bull", 0x2022},  {"trade", 0x2122}, {"dagger", 0x2020},
                            {"Dagger", 0x2021}, {"OElig", 0x152},  {"oelig", 0x153},  {"Scaron", 0x160},
                            {"scaron", 0x161},  {"ensp", 0x2002},  {"emsp", 0x2003},  {"thinsp", 0x2009}};

char32_t named_character(std::string_view name)
{
    for (const auto& [known, character] : others)
        if (known == name) return character;
    auto found = std::ranges::find(latin, name);
    return found == latin.end() ? 0 : 0xA0 + static_cast<char32_t>(found - latin.begin());
}

// Of "#233" or "#xE9"; numbers that only windows-1252 has mean what they mean there.
char32_t numbered_character(std::string_view number)
{
    static constexpr char32_t windows[] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                           0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                           0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    number.remove_prefix(1);
    bool hexadecimal = !number.empty() && lower(number[0]) == 'x';
    if (hexadecimal) number.remove_prefix(1);
    unsigned value = 0;
    auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value, hexadecimal ? 16 : 10);
    if (error != std::errc() || end != number.data() + number.size()) return 0;
    return value >= 0x80 && value < 0xA0 ? windows[value - 0x80] : value;
}
} // namespace

std::string without_references(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        auto mark = std::min(text.find('&'), text.size());
        out += text.substr(0, mark);
        text.remove_prefix(mark);
        if (text.empty()) break;
        constexpr std::size_t longest = 10;
        std::size_t end = 1;
        while (end < text.size() && end < longest &&
               (is_letter(text[end]) || text[end] == '#' || (text[end] >= '0' && text[end] <= '9')))
            ++end;
        auto name = text.substr(1, end - 1);
        auto character = name.starts_with('#') ? numbered_character(name) : named_character(name);
        if (character == 0) {
            out += '&';
            text.remove_prefix(1);
            continue;
        }
        append_utf8(out, character);
        text.remove_prefix(end < text.size() && text[end] == ';' ? end + 1 : end);
    }
    return out;
}

Token Tokens::next()
{
    while (at_ < text_.size()) {
        auto rest = text_.substr(at_);
        char second = rest.size() > 1 ? rest[1] : '\0';
        if (rest[0] != '<' || !(is_letter(second) || second == '/' || second == '!' || second == '?')) {
            auto end = std::min(rest.find('<', 1), rest.size());
            piece_ = rest.substr(0, end);
            at_ += end;
            return Token::text;
        }
        if (rest.starts_with("<!--")) {
            auto end = rest.find("-->", 4);
            at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
        } else if (second == '!' || second == '?')
            at_ += std::min(rest.find('>'), rest.size() - 1) + 1;
        else if (bool closes = second == '/'; take_tag())
            return closes ? Token::close : Token::open;
    }
    return Token::end;
}

// A tag from its < to its >, which may stand in quoted values too. False for what names no element.
bool Tokens::take_tag()
{
    auto at = at_ + (text_[at_ + 1] == '/' ? 2 : 1);
    bool closes = at == at_ + 2;
    name_.clear();
    for (; at < text_.size() && !is_white(text_[at]) && text_[at] != '>' && text_[at] != '/'; ++at)
        name_ += lower(text_[at]);
    auto from = at;
    for (char quote = '\0'; at < text_.size() && (quote || text_[at] != '>'); ++at) {
        bool begins = !quote && (text_[at] == '"' || text_[at] == '\'') && text_[at - 1] == '=';
        if (begins)
            quote = text_[at];
        else if (text_[at] == quote)
            quote = '\0';
    }
    attributes_ = text_.substr(from, at - from);
    at_ = std::min(at + 1, text_.size());
    if (!closes && (name_ == "script" || name_ == "style" || name_ == "xml")) pass_content();
    return !name_.empty();
}

// To the closing tag, which is left to come next.
void Tokens::pass_content() { at_ = std::min(find_any_case(text_, "</" + name_, at_), text_.size()); }

std::string Tokens::attribute(std::string_view name) const
{
    for (std::size_t at = 0; (at = find_any_case(attributes_, name, at)) != std::string_view::npos; ++at) {
        auto end = at + name.size();
        bool whole = at > 0 && (is_white(attributes_[at - 1]) || attributes_[at - 1] == '"');
        while (end < attributes_.size() && is_white(attributes_[end])) ++end;
        if (!whole || end >= attributes_.size() || attributes_[end] != '=') continue;
        for (++end; end < attributes_.size() && is_white(attributes_[end]);) ++end;
        auto value = attributes_.substr(end);
        bool quoted = value.starts_with('"') || value.starts_with('\'');
        auto stop = quoted ? value.find(value[0], 1) : value.find_first_of(" \t\r\n>");
        return without_references(value.substr(quoted, stop == std::string_view::npos ? stop : stop - quoted));
    }
    return {};
}
} // namespace engine::html
