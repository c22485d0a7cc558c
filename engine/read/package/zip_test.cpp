#include "engine/read/package/zip.hpp"
#include "engine/read/package/zip_for_tests.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::package;

namespace
{
// The code of the refusal that opening the archive and reading all its entries ends in.
std::string zip_refusal(const std::string& bytes, ZipLimits limits = {})
{
    MemorySource source(bytes);
    try {
        ZipArchive archive(source, "file", limits);
        for (const auto& entry : archive.entries()) archive.read_all(entry, 1 << 30);
    } catch (const Unreadable& refused) {
        return refused.code();
    }
    return "";
}
} // namespace

TEST(Zip, stored_and_deflated_entries_are_read)
{
    ZipForTests zip;
    zip.add("plain.txt", "as it is", false);
    zip.add("Folder/packed.txt", std::string(100'000, 'a'), true);
    auto bytes = zip.finish();
    MemorySource source(bytes);
    ZipArchive archive(source, "file");
    EXPECT_EQ(archive.read_all(*archive.find("plain.txt"), 100), "as it is");
    EXPECT_EQ(archive.read_all(*archive.find("/folder\\PACKED.txt"), 200'000), std::string(100'000, 'a'));
    EXPECT_EQ(archive.find("nothing"), nullptr);
    EXPECT_THROW(archive.read_all(*archive.find("Folder/packed.txt"), 1000), Unreadable);
}

TEST(Zip, limits_hold_while_inflating_whatever_the_headers_say)
{
    ZipForTests zip;
    zip.add("a", std::string(20 << 20, '\0'));
    auto bytes = zip.finish();
    EXPECT_EQ(zip_refusal(bytes), "limit"); // by its ratio
    ZipLimits loose;
    loose.ratio = 100'000;
    EXPECT_EQ(zip_refusal(bytes, loose), "");
    loose.inflated_bytes = 10 << 20;
    EXPECT_EQ(zip_refusal(bytes, loose), "limit");
    ZipForTests many;
    for (int i = 0; i < 2001; ++i) many.add("e" + std::to_string(i), "", false);
    EXPECT_EQ(zip_refusal(many.finish()), "limit");
}

TEST(Zip, entries_that_share_bytes_are_refused)
{
    ZipForTests zip;
    zip.add("a", "first", false);
    zip.add("b", "second", false);
    auto bytes = zip.finish();
    // The second directory entry points at the first one's data.
    auto second = bytes.rfind("PK\x01\x02");
    bytes[second + 42] = bytes[second + 43] = bytes[second + 44] = bytes[second + 45] = '\0';
    EXPECT_EQ(zip_refusal(bytes), "damaged");
}

TEST(Zip, a_cut_or_scrambled_archive_never_reads_as_whole)
{
    ZipForTests zip;
    zip.add("xl/a.xml", std::string(5000, 'x') + "end");
    auto bytes = zip.finish();
    for (std::size_t size : {std::size_t{4}, std::size_t{30}, bytes.size() / 2, bytes.size() - 1})
        EXPECT_EQ(zip_refusal(bytes.substr(0, size)), "truncated");
    auto scrambled = bytes;
    for (std::size_t i = 42; i < 50; ++i) scrambled[i] = static_cast<char>(scrambled[i] ^ 0x5A);
    EXPECT_NE(zip_refusal(scrambled), "");
}
