#include "engine/contract/scalar_place.hpp"
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

namespace engine
{
namespace
{
// Where the first # of the value of `t` stands in the document, found through the value alone.
std::pair<int, int> found(const std::string& document)
{
    auto node = YAML::Load(document)["t"];
    auto text = node.Scalar();
    auto place = scalar_place(document, {node.Mark().line + 1, node.Mark().column + 1}, text, text.find('#'));
    return {place.line, place.column};
}
std::pair<int, int> expected(const std::string& document)
{
    int line = 1, column = 1;
    for (char c : document.substr(0, document.find('#'))) {
        if (c == '\n')
            ++line, column = 1;
        else if ((c & 0xC0) != 0x80)
            ++column;
    }
    return {line, column};
}
} // namespace

TEST(ScalarPlace, whatever_way_the_text_is_written)
{
    for (const std::string document :
         {"a: 1\nt: one#\n", "a: 1\nt: \"one \\\"two\\\" #\"\n", "t: 'it''s é #'\n", "t: |\n  one\n    two # three\n",
          "t: |2-\n    one\n\n   two #\n", "t: >-\n  one\n  two\n\n  three #\n", "t: \"one\\n\\ttwo #\"\n",
          "t: one\n  two\n  three a#\n", "{\"a\": 1, \"t\": \"SELECT\\n  x #\"}"})
        EXPECT_EQ(found(document), expected(document)) << document;
}

TEST(ScalarPlace, the_end_of_the_text_is_a_place_too)
{
    auto place = scalar_place("t: ab\n", {1, 4}, "ab", 2);
    EXPECT_EQ(place.line, 1);
    EXPECT_EQ(place.column, 6);
}
} // namespace engine
