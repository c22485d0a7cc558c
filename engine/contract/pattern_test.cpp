#include "engine/contract/pattern.hpp"
#include <gmock/gmock.h>
#include <stdexcept>

namespace engine
{
namespace
{
bool matches(std::string_view pattern, std::string_view text) { return Pattern(pattern).matches(text); }

TEST(Pattern, matches_the_whole_value)
{
    EXPECT_TRUE(matches("[0-9]{9}", "123456789"));
    EXPECT_FALSE(matches("[0-9]{9}", "12345678"));
    EXPECT_FALSE(matches("[0-9]{9}", "1234567890"));
    EXPECT_FALSE(matches("[0-9]{9}", "x123456789"));
    EXPECT_TRUE(matches("^[0-9]{9}$", "123456789"));
}

TEST(Pattern, ends_may_be_marked_in_each_alternative)
{
    for (const auto* pattern :
         {"^a$|^b$", "^(a|b)$", "(^a$)|(^b$)", "^a$|b", "(?:^a|^b)$", "^(?:a$|b$)", "(^(a)$|^b$)"}) {
        for (const auto* text : {"a", "b"}) EXPECT_TRUE(matches(pattern, text)) << pattern;
        for (const auto* text : {"", "ab", "^a$", "a$", "^b", "a$|^b", "c"})
            EXPECT_FALSE(matches(pattern, text)) << pattern;
    }
    EXPECT_TRUE(matches("^$|^[0-9]{2}$", ""));
    EXPECT_TRUE(matches("^$|^[0-9]{2}$", "12"));
    EXPECT_FALSE(matches("^$|^[0-9]{2}$", "1"));
    EXPECT_TRUE(matches("US\\$[0-9]+[$^]\\^", "US$5$^"));
    for (const auto* pattern :
         {"a^b", "a$b", "US$[0-9]+", "(a|^b)(c|^d)", "x(^a)", "(a$)+", "^*a", "a$?", "^^a", "a$$"})
        EXPECT_THROW(Pattern{pattern}, std::invalid_argument) << pattern;
    EXPECT_THAT(Pattern::wrong("US$[0-9]+").value_or(""), testing::HasSubstr("write \\$ for the character itself"));
}

TEST(Pattern, knows_the_constructs_of_xml_schema)
{
    EXPECT_TRUE(matches("a|bc|", "bc"));
    EXPECT_TRUE(matches("a|bc|", ""));
    EXPECT_TRUE(matches("(ab)+c?", "ababc"));
    EXPECT_FALSE(matches("(ab)+c?", "abac"));
    EXPECT_TRUE(matches("a{2,3}", "aaa"));
    EXPECT_FALSE(matches("a{2,3}", "aaaa"));
    EXPECT_TRUE(matches("a{2,}", "aaaaa"));
    EXPECT_FALSE(matches("a{2,}", "a"));
    EXPECT_TRUE(matches("[a-z-[aeiou]]+", "xyz"));
    EXPECT_FALSE(matches("[a-z-[aeiou]]+", "xyze"));
    EXPECT_TRUE(matches("[^,]*", "a b"));
    EXPECT_TRUE(matches("\\d+\\.\\d{2}", "12.50"));
    EXPECT_TRUE(matches("[\\d.-]+", "1.2-3"));
    EXPECT_TRUE(matches("(?:[A-Z]{2}\\s?)*", "AB CD"));
    EXPECT_TRUE(matches("[]a]+", "a]"));
}

TEST(Pattern, reads_characters_of_every_script)
{
    EXPECT_TRUE(matches("\\p{Lu}\\p{Ll}+", "Éléonore"));
    EXPECT_TRUE(matches(".{2}", "日本"));
    EXPECT_TRUE(matches("[α-ω]+", "αβγ"));
    EXPECT_FALSE(matches("\\P{L}+", "é"));
}

TEST(Pattern, takes_linear_time_where_backtracking_would_not_end)
{
    EXPECT_FALSE(matches("(a*)*(a|aa)*b", std::string(100'000, 'a')));
    EXPECT_TRUE(matches("([ab]*a[ab]{12})*", std::string(100'000 / 13 * 13, 'a')));
}

TEST(Pattern, refuses_what_is_not_regular_or_too_large)
{
    EXPECT_THROW(Pattern("(a)\\1"), std::invalid_argument);
    EXPECT_THROW(Pattern("(?!a)b"), std::invalid_argument);
    EXPECT_THROW(Pattern("((a{1000}){1000}){1000}"), std::invalid_argument);
    EXPECT_THROW(Pattern("[b-a]"), std::invalid_argument);
    EXPECT_THROW(Pattern("*a"), std::invalid_argument);
    EXPECT_THROW(Pattern("\\p{Nonsense}"), std::invalid_argument);
    EXPECT_EQ(Pattern::wrong("a{2"), "a { has no }");
    EXPECT_FALSE(Pattern::wrong("a{2}"));
}
} // namespace
} // namespace engine
