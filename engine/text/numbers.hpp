#pragma once
// Numbers as people write them. The canonical text of a number has ASCII digits, a point before the decimals, a leading
// minus and nothing else: "-1234.50". Digits are kept as written; no value passes through floating point on the way.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine
{
struct NumberStyle {
    char decimal = '.';
    // Between thousands; "" allows none. A space stands for every kind of space, an apostrophe for ’ as well.
    std::string_view group;
    // With `bare` false a currency sign or code, a percent sign or a unit around the number is left out (its value is
    // not scaled), as in Table Schema's bareNumber.
    bool bare = true;
};

// The canonical text, or nothing where the text is not a number in this style. Spaces around it, a leading plus, the
// Unicode minus, a trailing minus and parentheses for negative amounts are understood; groups must be of three digits
// (or 3 then 2s, as in India). An exponent ("1.5E+3") is kept. The view is `text` itself or points into `room`.
std::optional<std::string_view> canonical_number(std::string_view text, const NumberStyle& style, std::string& room);
// As above for whole numbers: "12.0" is the number 12, "12.5" is none.
std::optional<std::string_view> canonical_integer(std::string_view text, const NumberStyle& style, std::string& room);

// A plain number with a point and no groups: -5, +5, 3.14, 1e9, .5
bool is_plain_number(std::string_view text);

// Of canonical text.
std::optional<double> parse_number(std::string_view canonical);
std::optional<std::int64_t> parse_integer(std::string_view canonical); // nothing outside 64 bits

// Exact comparison of two canonical decimals of any length: below 0, 0 or above 0. Exponents are compared as double.
int compare_numbers(std::string_view a, std::string_view b);

// The one text of all canonical texts of a value, as keys are compared: 7 of 007, 0 of -0, 1.5 of 1.50, 1000 of 1e3. A
// text that is no number is its own. The view is the text itself or points into `room`.
std::string_view number_key(std::string_view canonical, std::string& room);

std::string with_thousands(std::int64_t number); // 12,345

inline constexpr std::size_t number_text_bytes = 400;
// Shortest text that reads back as the same double, without an exponent.
std::string_view format_number(double value, std::span<char, number_text_bytes> into);
} // namespace engine
