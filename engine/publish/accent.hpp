#pragma once
// The accent colour of a school on its reports, which white text stands on.
#include <cstdint>
#include <optional>
#include <string_view>

namespace engine
{
struct Accent {
    std::uint8_t red = 0, green = 0, blue = 0;
};

std::optional<Accent> read_accent(std::string_view text); // "#4338ca"
// White against the colour, 1 … 21 (WCAG 2.2, "contrast ratio").
double contrast_with_white(const Accent& accent);
inline constexpr double least_contrast = 4.5; // for text of that size, level AA
} // namespace engine
