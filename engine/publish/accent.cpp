#include "engine/publish/accent.hpp"
#include <charconv>
#include <cmath>

namespace engine
{
namespace
{
double linear(std::uint8_t part)
{
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}
} // namespace

std::optional<Accent> read_accent(std::string_view text)
{
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::uint32_t number = 0;
    auto [end, failed] = std::from_chars(text.data() + 1, text.data() + text.size(), number, 16);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return Accent{static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 8 & 255),
                  static_cast<std::uint8_t>(number & 255)};
}

double contrast_with_white(const Accent& accent)
{
    double luminance = 0.2126 * linear(accent.red) + 0.7152 * linear(accent.green) + 0.0722 * linear(accent.blue);
    return 1.05 / (luminance + 0.05);
}
} // namespace engine
