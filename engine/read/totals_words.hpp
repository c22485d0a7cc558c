#pragma once
// Words for sums and means in the languages of schools.
#include <string_view>

namespace engine
{
enum class TotalsWords {
    none,
    some, // a word for a sum or a mean among others: “Total 7A”
    only, // nothing else but such words and what goes with them: “Class average”, “Points possible”
};
TotalsWords totals_words(std::string_view cell);
} // namespace engine
