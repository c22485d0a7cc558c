#pragma once
// Finds the bytes that can begin or end a cell. This is where most of a CSV reader's time goes, so it uses the widest
// vectors that the processor has (Google Highway, chosen at run time).
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine::csv
{
// Line feed, carriage return, the delimiter's first byte, quote and escape; repeated where there are fewer.
using StructuralBytes = std::array<char, 5>;

// Room that `into` needs past one position for each byte of the text.
inline constexpr std::size_t scan_slack = 64;

// Writes the positions of the structural bytes in ascending order and returns how many there are.
std::size_t find_structurals(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into);
// The same, byte by byte: what the vectors are proven equal to, and what the text's tail is done with.
std::size_t find_structurals_scalar(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into,
                                    std::size_t from = 0);
} // namespace engine::csv
