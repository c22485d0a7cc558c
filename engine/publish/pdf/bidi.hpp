#pragma once
// Text of two directions, in the order in which it is seen (Unicode UAX #9, by ICU).
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
struct BidiRun {
    std::string text; // in the order of reading
    bool right_to_left = false;
};

// True where a text has characters that run from right to left, or that change the direction.
bool has_right_to_left(std::string_view utf8);
// True where the first strong character runs from right to left.
bool begins_right_to_left(std::string_view utf8);
// The runs of one line from left to right. `base_right_to_left` is the paragraph's direction.
std::vector<BidiRun> visual_runs(std::string_view line, bool base_right_to_left);
} // namespace engine::pdf
