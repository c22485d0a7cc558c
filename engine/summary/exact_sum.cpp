#include "engine/summary/exact_sum.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <array>

namespace engine
{
namespace
{
constexpr int most_decimals = 12, most_digits = 30, most_sum_digits = 33; // of the 38 that 128 bits hold

template <class Wide> Wide scaled(Wide value, int tens)
{
    while (tens-- > 0) value *= 10;
    return value;
}

// Fewer than so many digits, so that multiplying by ten as often as they are short of the most stays exact.
template <class Wide> bool fits(Wide value, int digits)
{
    const auto limit = scaled(Wide{1}, digits);
    return value < limit && value > -limit;
}
} // namespace

void ExactSum::add(std::string_view number)
{
    auto rough = parse_number(number);
    if (!rough) return;
    rough_ += static_cast<long double>(*rough);
    Wide units = 0;
    int digits = 0, decimals = 0;
    bool negative = false, after_point = false;
    for (char c : number) {
        if (c == '-')
            negative = true;
        else if (c == '.')
            after_point = true;
        else if (c >= '0' && c <= '9' && digits < most_digits && decimals < most_decimals) {
            units = units * 10 + (c - '0');
            digits += units != 0;
            decimals += after_point;
        } else if (c != '+')
            is_exact_ = false;
    }
    if (digits + std::max(0, decimals_ - decimals) > most_digits) is_exact_ = false;
    is_exact_ = is_exact_ && fits(units_, most_sum_digits - std::max(0, decimals - decimals_));
    if (!is_exact_) return;
    units_ = scaled(units_, std::max(0, decimals - decimals_));
    units = scaled(units, std::max(0, decimals_ - decimals));
    decimals_ = std::max(decimals, decimals_);
    units_ += negative ? -units : units;
    is_exact_ = fits(units_, most_sum_digits);
}

std::string ExactSum::text() const
{
    if (!is_exact_) {
        std::array<char, number_text_bytes> room;
        return std::string(format_number(static_cast<double>(rough_), room));
    }
    auto rest = units_ < 0 ? -units_ : units_;
    std::string digits;
    for (int place = 0; rest != 0 || place <= decimals_; ++place, rest /= 10) {
        if (place == decimals_ && decimals_ > 0) digits += '.';
        digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    }
    if (units_ < 0) digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}
} // namespace engine
