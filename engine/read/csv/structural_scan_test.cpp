#include "engine/read/csv/structural_scan.hpp"
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

using namespace engine::csv;

namespace
{
using Scan = std::size_t (*)(std::string_view, const StructuralBytes&, std::uint32_t*);

std::vector<std::uint32_t> positions(Scan scan, std::string_view text, const StructuralBytes& bytes)
{
    std::vector<std::uint32_t> found(text.size() + scan_slack);
    found.resize(scan(text, bytes, found.data()));
    return found;
}
std::size_t scalar(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into)
{
    return find_structurals_scalar(text, bytes, into);
}
} // namespace

TEST(StructuralScan, vectors_find_what_the_plain_loop_finds)
{
    std::mt19937 random(7);
    constexpr std::string_view letters("ab,\"\n\r\\;\0\xFFxyz", 13);
    for (std::size_t size = 0; size < 600; ++size) {
        std::string text(size, '\0');
        for (char& c : text) c = letters[random() % letters.size()];
        for (const StructuralBytes& bytes :
             {StructuralBytes{'\n', '\r', ',', '"', '\\'}, StructuralBytes{'\n', '\r', ';', '\n', '\n'}})
            ASSERT_EQ(positions(find_structurals, text, bytes), positions(scalar, text, bytes)) << "size " << size;
    }
}

TEST(StructuralScan, text_of_nothing_but_delimiters_is_found_whole)
{
    std::string text(1000, ',');
    EXPECT_EQ(positions(find_structurals, text, {'\n', '\r', ',', '"', '"'}).size(), 1000U);
    EXPECT_TRUE(positions(find_structurals, "", {'\n', '\r', ',', '"', '"'}).empty());
}
