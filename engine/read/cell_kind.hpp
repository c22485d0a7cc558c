#pragma once
// What a cell looks like, for telling tables from text cut in the wrong places and headers from data.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine
{
enum class CellKind : std::uint8_t {
    blank,
    number, // with group marks, a currency or a percent sign too
    date,   // or a time, or both
    link,   // a web or mail address
    word,   // letters, digits, spaces and the marks that names and sentences have
    other,  // anything else: most likely two cells in one, or half of one
};
inline constexpr std::size_t cell_kinds = 6;

CellKind kind_of(std::string_view cell);
} // namespace engine
