#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <array>

namespace engine::pdf
{
bool is_figure(std::string_view text)
{
    static constexpr std::string_view signs = " .,%$()[]-+/*<>:'";
    std::size_t digits = 0, others = 0;
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (c >= '0' && c <= '9')
            ++digits;
        else if (byte < 0x80 && signs.find(c) == signs.npos)
            ++others;
        else if (byte >= 0xC3 && byte != 0xE2) // letters beyond ASCII; signs begin with C2 or E2
            ++others;
    }
    return digits > 0 && (others == 0 || (others <= 2 && digits > 2 * others));
}

bool is_filler(std::string_view text)
{
    static constexpr auto fillers =
        std::to_array<std::string_view>({"-",    "--", "—", "–", "…", "...", "..", ".", "n/a", "N/A", "NA", "n.a.",
                                         "N.A.", "na", "x", "X", "#", "†",   "‡",  "*", "(X)", "n.a", ":",  "−"});
    return std::ranges::find(fillers, text) != fillers.end();
}

bool is_bullet(std::string_view text)
{
    static constexpr auto bullets = std::to_array<std::string_view>(
        {"•", "●", "○", "◦", "■", "□", "▪", "▫", "►", "‣", "✓", "\uF0B7", "\uF0A7", "·", "♦", "➢"});
    return std::ranges::find(bullets, text) != bullets.end();
}
} // namespace engine::pdf
