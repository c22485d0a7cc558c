#include "engine/read/xlsx/decimal_digits.hpp"
#include <charconv>

namespace engine::xlsx
{
DecimalDigits::DecimalDigits(double value)
{
    char text[32];
    auto [end, error] = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 14);
    if (error != std::errc() || value == 0) return;
    // d.dddddddddddddde±xx
    digits = text[0] + std::string(text + 2, text + 16);
    int exponent = 0;
    std::from_chars(text[17] == '+' ? text + 18 : text + 17, end, exponent);
    whole = exponent + 1;
    while (digits.ends_with('0')) digits.pop_back();
}

char DecimalDigits::at(int place) const
{
    int index = whole - 1 - place;
    return index >= 0 && index < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(index)] : '0';
}

void DecimalDigits::round(int decimals)
{
    int kept = whole + decimals;
    if (kept >= static_cast<int>(digits.size())) return;
    bool up = kept >= 0 && digits[static_cast<std::size_t>(kept)] >= '5';
    digits.resize(static_cast<std::size_t>(kept < 0 ? 0 : kept));
    if (up) {
        while (!digits.empty() && digits.back() == '9') digits.pop_back();
        if (digits.empty()) {
            digits = "1";
            whole = kept > 0 ? whole + 1 : 1 - decimals;
        } else
            ++digits.back();
    }
    while (digits.ends_with('0')) digits.pop_back();
    if (digits.empty()) whole = 0;
}
} // namespace engine::xlsx
