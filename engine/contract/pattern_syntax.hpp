#pragma once
// The states that a regular expression compiles to (Thompson's construction).
#include <string_view>
#include <unicode/uniset.h>
#include <vector>

namespace engine::pattern_syntax
{
struct State {
    int set = -1; // index of the characters that lead to `next`; -1: `next` and `other` without a character
    int next = -1, other = -1; // -1: none
};

struct Program {
    std::vector<State> states;
    std::vector<icu::UnicodeSet> sets;
    int start = 0;
    int accept = 0;
};

inline constexpr std::size_t most_states = 4096;

// Throws std::invalid_argument with the reason.
Program parse(std::string_view expression);
} // namespace engine::pattern_syntax
