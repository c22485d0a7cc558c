#pragma once
// What a pattern asks for, as one says it aloud: “NF-” and 6 digits.
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
// Of a row of characters and their numbers, one after the other: letters and digits as they are, \d, [0-9], [A-Z],
// [A-D], [ABC], and {n}, {n,m}, {n,}, ?, +, * behind them. Nothing for everything else.
std::optional<std::string> words_of_pattern(std::string_view expression);
} // namespace engine
