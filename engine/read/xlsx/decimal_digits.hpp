#pragma once
// A number as Excel keeps it: 15 significant decimal digits. Internal to package/.
#include <string>

namespace engine::xlsx
{
struct DecimalDigits {
    // `value` is not negative and finite.
    explicit DecimalDigits(double value);

    std::string digits; // without leading or trailing zeros; empty for zero
    int whole = 0;      // how many of them stand before the point; negative for 0.00…

    void shift(int places) { whole += digits.empty() ? 0 : places; } // times 10 to that power
    void round(int decimals);                                        // half away from zero, as Excel does
    char at(int place) const;                                        // the digit at 10^place
};
} // namespace engine::xlsx
