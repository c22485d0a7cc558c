#pragma once
// Characters of XML: which ones end what, and references such as &amp; and &#233; resolved. Internal to package/.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine::package
{
enum XmlMark : std::uint8_t {
    ends_text = 1,    // <, and the NUL behind the buffer
    ends_tag = 2,     // > and quotes besides
    ends_name = 4,    // white space, / and = besides
    is_rewritten = 8, // & and carriage returns: text that has them is not what it seems
    is_white = 16,
    is_wide = 32,   // bytes outside ASCII
    is_barred = 64, // control characters that XML does not have
};
extern const std::array<std::uint8_t, 256> xml_marks;
inline std::uint8_t marks_of(char c) { return xml_marks[static_cast<unsigned char>(c)]; }

// Resolves references and line ends in place: the text never grows. Its new length, or -1 where a reference is none of
// XML's own.
std::ptrdiff_t resolve_references(std::span<char> text);
} // namespace engine::package
