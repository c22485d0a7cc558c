// Each folder of tests/cases/publish is a table and the lines of text that its report shows, in order.
#include "base/case_folders.hpp"
#include "engine/publish/table_report.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/places.hpp"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

using namespace engine;
namespace fs = std::filesystem;

namespace
{
const fs::path cases = fs::path(places::source("tests/cases/publish"));

// One space between words, and none of the marks with which pdftotext embraces text that runs to the left.
std::string squeezed(const std::string& line)
{
    std::string out;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line.compare(at, 2, "\xE2\x80") == 0 && (line[at + 2] == '\xAB' || line[at + 2] == '\xAC'))
            at += 2;
        else if (line[at] != ' ' || (!out.empty() && out.back() != ' '))
            out += line[at];
    }
    return out;
}

class ReportCase : public testing::TestWithParam<std::string>
{
};
} // namespace

TEST_P(ReportCase, shows_what_is_expected)
{
    if (std::system("command -v pdftotext >/dev/null") != 0) GTEST_SKIP() << "pdftotext is not installed";
    auto bytes = case_folders::file(cases / GetParam() / "input.csv");
    StringSink sink;
    ReportText text;
    text.title = GetParam();
    table_report(MemorySource(bytes), "input.csv", {}, text, sink);
    auto path = testing::TempDir() + "batchops-" + GetParam() + std::to_string(getpid()) + ".pdf";
    std::ofstream(path, std::ios::binary) << sink.text;
    std::string shown;
    auto* pipe = popen(("pdftotext -layout " + path + " -").c_str(), "r");
    char buffer[4096];
    while (auto got = std::fread(buffer, 1, sizeof buffer, pipe)) shown.append(buffer, got);
    pclose(pipe);
    unlink(path.c_str());

    std::istringstream lines(shown), expected(case_folders::file(cases / GetParam() / "expected.txt"));
    std::string line = "(start)";
    for (std::string wanted; std::getline(expected, wanted);) {
        bool found = false;
        while (!found && std::getline(lines, line)) found = squeezed(line).find(wanted) != std::string::npos;
        EXPECT_TRUE(found) << "not shown, or not in this order: " << wanted << "\n" << shown;
    }
}

INSTANTIATE_TEST_SUITE_P(Every, ReportCase, testing::ValuesIn(case_folders::names_in(cases)), [](const auto& named) {
    auto name = named.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(TableReport, an_empty_file_is_unreadable)
{
    StringSink sink;
    EXPECT_THROW(table_report(MemorySource(""), "empty.csv", {}, {}, sink), Unreadable);
    EXPECT_EQ(sink.text, "");
}
