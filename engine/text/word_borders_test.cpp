#include "engine/text/word_borders.hpp"
#include <gtest/gtest.h>

namespace engine
{
// Of the text without its bar, whether a word may end where the bar was.
bool parts(std::string text)
{
    auto at = text.find('|');
    return parts_words(text.erase(at, 1), at);
}

TEST(WordBorders, are_where_no_letter_stands_at_both_sides)
{
    for (auto text : {"|Ada", "Ada|", "Ada| Hill", "“|Ada”", "“Ada|”", "Hill|—Ada", "7B|,"})
        EXPECT_TRUE(parts(text)) << text;
    for (auto text : {"A|da", "An|élie", "12|34", "7|B", "e|\u0301"}) EXPECT_FALSE(parts(text)) << text;
}

TEST(WordBorders, are_anywhere_in_scripts_without_spaces)
{
    for (auto text : {"山田|太郎", "김|철수", "สม|ชาย", "Ada|山"}) EXPECT_TRUE(parts(text)) << text;
}
} // namespace engine
