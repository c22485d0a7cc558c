#include "base/case_folders.hpp"
#include "engine/read/locked/locked_package.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include "tests/places.hpp"
#include <gtest/gtest.h>

using namespace engine;

namespace
{
const std::filesystem::path cases = places::source("tests/cases/read");
// One with agile, one with standard encryption.
constexpr std::pair<const char*, const char*> books[] = {{"locked-workbook", "grün & blau"},
                                                         {"locked-workbook-standard", "Hill School 7é"}};
std::string workbook(const std::string& name) { return case_folders::file(cases / name / "input.xlsx"); }
ReadOptions with(const std::string& password)
{
    ReadOptions options;
    options.password = password;
    return options;
}
} // namespace

TEST(LockedPackage, a_password_opens_it_and_another_does_not)
{
    for (auto [name, password] : books) {
        EXPECT_EQ(refusal(workbook(name), with(password)), "") << name;
        EXPECT_EQ(refusal(workbook(name), with(password + std::string("s"))), "password") << name;
        EXPECT_EQ(refusal(workbook(name)), "password") << name;
    }
}

TEST(LockedPackage, damage_anywhere_is_refused_and_never_read_as_whole)
{
    for (auto [name, password] : books) {
        auto whole = workbook(name);
        for (std::size_t size = 100; size < whole.size(); size += 2048)
            EXPECT_NE(refusal(whole.substr(0, size), with(password)), "") << name << size;
        for (std::size_t at = 8; at < 600; at += 37) { // the header and the table of sectors
            auto bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ 0xFF);
            refusal(bytes, with(password)); // whatever it says, it ends
        }
    }
}

TEST(CompoundFile, streams_are_found_and_chains_in_circles_refused)
{
    auto bytes = workbook("locked-workbook");
    MemorySource source(bytes);
    compound::CompoundFile file(source, "file");
    EXPECT_TRUE(file.has("encryptioninfo"));
    EXPECT_FALSE(file.has("Workbook"));
    EXPECT_EQ(file.open("nothing"), nullptr);
    auto package = file.open("EncryptedPackage");
    std::string all(static_cast<std::size_t>(package->size()) + 10, 'x');
    EXPECT_EQ(package->read(0, all), package->size());
    std::string part(100, '\0');
    EXPECT_EQ(package->read(1000, part), 100U);
    EXPECT_EQ(part, all.substr(1000, 100)); // wherever sectors begin
}
