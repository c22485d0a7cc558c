#include "engine/contract/scalar_place.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The byte of the document at a place.
std::size_t byte_at(std::string_view document, Place place)
{
    std::size_t at = 0;
    for (int line = 1; line < place.line; ++line) {
        auto end = document.find('\n', at);
        if (end == document.npos) return document.size();
        at = end + 1;
    }
    for (int column = 1; column < place.column && at < document.size(); ++column) {
        ++at;
        while (at < document.size() && (document[at] & 0xC0) == 0x80) ++at; // the rest of a character
    }
    return at;
}

Place place_of(std::string_view document, std::size_t byte)
{
    Place place;
    std::size_t line_begin = 0;
    for (auto end = document.find('\n'); end < byte; end = document.find('\n', line_begin)) {
        line_begin = end + 1;
        ++place.line;
    }
    place.column = 1 + static_cast<int>(code_points(document.substr(line_begin, byte - line_begin)));
    return place;
}
} // namespace

Place scalar_place(std::string_view document, Place begin, std::string_view text, std::size_t offset)
{
    auto at = byte_at(document, begin);
    if (at < document.size() && (document[at] == '|' || document[at] == '>')) at = document.find('\n', at);
    if (at < document.size() && (document[at] == '"' || document[at] == '\'')) ++at;
    auto seek = [&](char c) {
        for (auto from = at; from < document.size(); ++from) {
            if (document[from] == c) return from;
            if (document[from] == '\\') {
                auto escaped = document.substr(from + 1, 1);
                from += escaped == "n" || escaped == "t" || escaped == "r"; // spaces, written so
            } else if (!is_space(document[from]) && document[from] != '\'')
                break;
        }
        return at;
    };
    // Spaces are written in many ways, so the other characters lead the way.
    for (std::size_t i = 0; i < text.size() && i <= offset; ++i) {
        if (is_space(text[i])) continue;
        at = seek(text[i]);
        if (i < offset) ++at;
    }
    return place_of(document, std::min(at, document.size()));
}
} // namespace engine
