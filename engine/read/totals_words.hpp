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
// What heads a row that is set against those above it: a target, last year, the difference, how far they lie apart.
bool is_comparing_word(std::string_view cell);
// What heads the largest or the smallest number of each column; some of these words are names as well.
bool is_extreme_word(std::string_view cell);
} // namespace engine
