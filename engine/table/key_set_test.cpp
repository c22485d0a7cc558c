#include "engine/table/key_set.hpp"
#include <gtest/gtest.h>
#include <string>

namespace engine
{
namespace
{
KeyHash hash(std::initializer_list<std::string_view> cells)
{
    KeyHash out;
    for (auto cell : cells) out.add(cell);
    return out;
}

TEST(KeySet, finds_every_key_again_and_no_other)
{
    KeySet keys;
    for (std::uint32_t i = 0; i < 100'000; ++i) EXPECT_TRUE(keys.add(hash({std::to_string(i)}), i).added);
    EXPECT_EQ(keys.size(), 100'000u);
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        auto found = keys.find(hash({std::to_string(i)}));
        ASSERT_TRUE(found);
        EXPECT_EQ(keys.value(*found), i);
        EXPECT_FALSE(keys.find(hash({std::to_string(i) + "x"})));
    }
    auto again = keys.add(hash({"7"}), 1);
    EXPECT_FALSE(again.added);
    EXPECT_EQ(keys.value(again.slot), 7u);
}

TEST(KeySet, cells_do_not_run_together)
{
    KeySet keys;
    for (auto key :
         {hash({"ab", "c"}), hash({"a", "bc"}), hash({"abc"}), hash({"abc", ""}), hash({"", "abc"}), hash({})})
        EXPECT_TRUE(keys.add(key, 0).added);
}

TEST(KeySet, texts_of_every_length_differ_in_every_byte)
{
    KeySet keys;
    for (std::size_t length = 1; length < 70; ++length) {
        std::string text(length, 'a');
        EXPECT_TRUE(keys.add(hash({text}), 0).added);
        for (auto& byte : text) {
            byte = 'b';
            EXPECT_TRUE(keys.add(hash({text}), 0).added) << length;
            byte = 'a';
        }
    }
}
} // namespace
} // namespace engine
