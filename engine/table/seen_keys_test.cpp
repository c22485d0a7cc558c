#include "engine/table/seen_keys.hpp"
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

namespace engine
{
namespace
{
KeyHash hash_of_number(std::uint64_t number)
{
    KeyHash hash;
    hash.add(std::to_string(number));
    return hash;
}
} // namespace

// Against a map, with runs of every size: keys that come once, that come again at once, and long after.
TEST(SeenKeys, say_what_came_first_however_many_are_put_away)
{
    for (std::size_t in_memory : {1U, 2U, 7U, 100U, 1'000U, 100'000U}) {
        SeenKeys seen(in_memory);
        std::map<std::uint64_t, std::uint32_t> expected;
        std::mt19937 random(11);
        for (std::uint32_t row = 0; row < (in_memory < 100 ? 3'000U : 20'000U); ++row) {
            std::uint64_t number = row % 3 ? random() % 15'000 : 1'000'000 + row;
            auto [known, added] = expected.emplace(number, row);
            auto found = seen.add(hash_of_number(number), row);
            ASSERT_EQ(found.added, added) << in_memory << ' ' << row;
            ASSERT_EQ(found.value, known->second) << in_memory << ' ' << row;
        }
    }
}

TEST(SeenKeys, keys_with_one_low_part_are_told_apart_across_pages)
{
    SeenKeys seen(600);
    for (std::uint64_t low : {1U, 5U, 9U})
        for (std::uint32_t high = 0; high < 700; ++high) EXPECT_TRUE(seen.add({low, high}, high).added);
    for (std::uint64_t low : {1U, 5U, 9U})
        for (std::uint32_t high = 0; high < 700; ++high) {
            auto found = seen.add({low, high}, 1);
            ASSERT_FALSE(found.added);
            ASSERT_EQ(found.value, high);
        }
    EXPECT_TRUE(seen.add({5, 700}, 0).added);
    EXPECT_FALSE(seen.add({0, 0}, 3).added); // a low part of 0 is kept as 1
}

TEST(SeenKeys, stay_in_memory_where_no_file_can_be_made)
{
    std::string before = std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "";
    setenv("TMPDIR", "/nowhere/at/all", 1);
    SeenKeys seen(10);
    for (std::uint32_t row = 0; row < 1'000; ++row) EXPECT_TRUE(seen.add(hash_of_number(row), row).added);
    for (std::uint32_t row = 0; row < 1'000; ++row) EXPECT_EQ(seen.add(hash_of_number(row), 0).value, row);
    before.empty() ? unsetenv("TMPDIR") : setenv("TMPDIR", before.c_str(), 1);
}
} // namespace engine
