#pragma once
// Other ways to read a cell that does not fit, for one field; the surest kind first.
#include "engine/contract/schema.hpp"
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct Candidates {
    std::string why;
    std::vector<std::string> texts;
};

// The values that the field allows, as texts that people read as the same are the same.
std::vector<std::string> folded_values(const Field& field);
// Nothing here is checked against the field's rules; a text may not pass, or may be the cell itself. `values` are the
// field's folded_values, which many cells share.
std::vector<Candidates> candidates_for(const Field& field, std::span<const std::string> values, std::string_view cell);
// Every text that one wrong, missing, extra or swapped letter or digit away is: the edits of Damerau (1964), over the
// letters and digits.
std::vector<std::string> one_slip_away(std::string_view cell);
} // namespace engine
