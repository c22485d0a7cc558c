#include "engine/publish/summary/exact_sum.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <array>

namespace engine
{
namespace
{
constexpr int most_decimals = 12, most_digits = 30;

// Multiplies by ten so many times; numbers here are far from the limit of 38 digits.
template <class Wide> Wide scaled(Wide value, int tens)
{
    while (tens-- > 0) value *= 10;
    return value;
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
    if (!is_exact_) return;
    units_ = scaled(units_, std::max(0, decimals - decimals_));
    units = scaled(units, std::max(0, decimals_ - decimals));
    decimals_ = std::max(decimals, decimals_);
    units_ += negative ? -units : units;
    const Wide limit = scaled(Wide{1}, 33);
    is_exact_ = units_ < limit && units_ > -limit;
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
