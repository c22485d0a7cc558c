#pragma once
// Characters of one line from left to right, as text in the order in which it is read.
#include <string>

namespace engine::pdf
{
// UTF-8, with ligatures and Arabic presentation forms taken apart. Right-to-left scripts are put into logical order by
// the inverse of the Unicode Bidirectional Algorithm (UAX #9), as ICU does it.
std::string in_reading_order(const std::u32string& from_left_to_right);
} // namespace engine::pdf
