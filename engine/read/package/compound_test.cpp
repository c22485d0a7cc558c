#include "base/case_folders.hpp"
#include "engine/read/package/compound.hpp"
#include "engine/read/package/encrypted.hpp"
#include "engine/table/unreadable.hpp"
#include <filesystem>
#include <gtest/gtest.h>

namespace engine::package
{
namespace
{
using namespace std::string_literals;

const std::filesystem::path locked_workbook = BATCHOPS_SOURCE_DIR "/tests/cases/read/locked-workbook/input.xlsx";

std::string code_of(const std::string& bytes, const std::optional<std::string>& password)
{
    MemorySource source(bytes);
    try {
        auto inside = decrypted(source, "f.xlsx", password);
        return read_all(*inside).substr(0, 2);
    } catch (const Unreadable& refused) {
        return refused.code();
    }
}

TEST(CompoundFile, gives_large_and_small_streams_by_name)
{
    auto bytes = case_folders::file(locked_workbook);
    MemorySource source(bytes);
    CompoundFile file(source, "f.xlsx");
    EXPECT_NE(read_all(*file.stream("EncryptionInfo")).find("<encryption"), std::string::npos);
    EXPECT_GT(file.stream("EncryptedPackage")->size(), 4096U);
    EXPECT_EQ(file.stream("Workbook"), nullptr);
}

TEST(LockedWorkbook, opens_with_its_password_only)
{
    auto bytes = case_folders::file(locked_workbook);
    EXPECT_EQ(code_of(bytes, "grün & blau"), "PK");
    EXPECT_EQ(code_of(bytes, "grün"), "password");
    EXPECT_EQ(code_of(bytes, std::nullopt), "password");
}

TEST(LockedWorkbook, whatever_is_cut_off_or_changed_is_refused_and_nothing_worse)
{
    auto whole = case_folders::file(locked_workbook);
    for (std::size_t size = 0; size < whole.size(); size += 61) code_of(whole.substr(0, size), "grün & blau");
    for (std::size_t at = 0; at < 1536; at += 7) { // the header, the allocation table and the directory
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0xFF);
        code_of(changed, "x");
    }
    auto endless = whole; // the allocation table points at itself
    for (std::size_t at = 512; at < 1024; ++at) endless[at] = 0;
    EXPECT_EQ(code_of(endless, "x"), "damaged");
}

TEST(LockedWorkbook, a_lock_of_an_old_kind_says_how_to_take_it_off)
{
    auto bytes = case_folders::file(locked_workbook);
    auto at = bytes.find("\x04\0\x04\0\x40"s);
    ASSERT_NE(at, std::string::npos);
    bytes[at] = 3;
    bytes[at + 2] = 2;
    EXPECT_EQ(code_of(bytes, "grün & blau"), "locked");
}
} // namespace
} // namespace engine::package
