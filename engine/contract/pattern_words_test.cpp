#include "engine/contract/pattern.hpp"
#include "engine/contract/pattern_words.hpp"
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace engine
{
namespace
{
TEST(PatternWords, a_row_of_characters_is_said_aloud)
{
    const std::vector<std::pair<std::string, std::string>> said = {
        {"[0-9]{9}", "9 digits"},
        {"^\\d{4}$", "4 digits"},
        {"NF-[0-9]{6}", "“NF-” and 6 digits"},
        {"[A-Z]-[0-9]{3}", "a capital letter, “-” and 3 digits"},
        {"[0-9]{1,2}[A-D]", "1 to 2 digits and a letter from A to D"},
        {"[0-9]+", "one or more digits"},
        {"S\\d{2,}", "“S” and 2 or more digits"},
        {"[A-Z]{0,3}\\.[abc]?", "up to 3 capital letters, “.” and perhaps a, b or c"},
        {"20[0-9]{2}/[0-9]{2}", "“20”, 2 digits, “/” and 2 digits"},
        {"\\$[0-9]*", "“$” and any number of digits"},
        {"[1-6]", "a digit from 1 to 6"},
    };
    for (const auto& [expression, words] : said) EXPECT_EQ(words_of_pattern(expression), words) << expression;
}

TEST(PatternWords, what_would_be_said_wrongly_is_not_said)
{
    for (const auto* expression :
         {"",         "a|b", "(ab)+", ".*",    "[^0-9]",  "\\w+", "\\S",     "a+",     "ab?",    "[0-9]{2",
          "[0-9]{a}", "[A-", "[D-A]", "[A-5]", "[0-9]+?", "[äö]", "\\p{L}+", "[A-Z_]", "x{2,3}", "\\"})
        EXPECT_EQ(words_of_pattern(expression), std::nullopt) << expression;
}

// What is said is what is matched: a value written after the words passes, one character more or less does not.
TEST(PatternWords, the_words_are_true)
{
    Pattern pattern("NF-[0-9]{6}");
    EXPECT_TRUE(pattern.matches("NF-000012"));
    EXPECT_FALSE(pattern.matches("NF-00012"));
    Pattern form("[0-9]{1,2}[A-D]");
    EXPECT_TRUE(form.matches("12D"));
    EXPECT_FALSE(form.matches("12E"));
}
} // namespace
} // namespace engine
