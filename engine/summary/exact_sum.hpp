#pragma once
// The sum of a column, exact to the last decimal.
#include <string>
#include <string_view>

namespace engine
{
class ExactSum
{
public:
    // Canonical numbers; anything else is left out.
    void add(std::string_view number);
    std::string text() const; // "1234.50", with as many decimals as the longest number had

private:
    __extension__ using Wide = __int128;

    Wide units_ = 0; // of 10^-decimals_
    int decimals_ = 0;
    long double rough_ = 0;
    bool is_exact_ = true; // false once a number with an exponent or more digits than fit came along
};
} // namespace engine
