// tests/cases/read/<name>/: input.* (a PDF is read by batchops-pdf first, as always), optional options.json
// (ReadOptions) and expected.json, what `extract` prints, or expected.txt, the refusal. BATCHOPS_UPDATE_CASES=1 writes
// what is expected anew, to be read before it is committed.
#include "base/case_folders.hpp"
#include "base/json.hpp"
#include "engine/read/extract.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/places.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace engine
{
namespace
{
namespace fs = std::filesystem;
const fs::path cases = places::source("tests/cases/read");

using case_folders::file;

fs::path input_of(const fs::path& folder)
{
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().stem() == "input") return entry.path();
    throw std::runtime_error("no input in " + folder.string());
}

// What the engine is given of the file.
std::string bytes_of(const fs::path& input)
{
    if (input.extension() != ".pdf") return file(input);
    auto pages = fs::path(testing::TempDir()) / (input.parent_path().filename().string() + ".pages");
    auto command = places::batchops_pdf() + " 3<'" + input.string() + "' 4>'" + pages.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    auto bytes = file(pages);
    fs::remove(pages);
    return bytes;
}

ReadOptions options_of(const fs::path& folder)
{
    ReadOptions options;
    if (!fs::exists(folder / "options.json")) return options;
    auto given = json::parse(file(folder / "options.json")).as_object();
    auto all = json::encode(options).as_object(); // what is not given keeps its default
    for (const auto& member : given) all.at(member.key()) = member.value();
    json::value value = all;
    json::FieldErrors errors;
    json::decode(&value, options, "", errors);
    EXPECT_TRUE(errors.empty());
    return options;
}

class ReadCase : public testing::TestWithParam<std::string>
{
};
} // namespace

TEST_P(ReadCase, it_reads_as_expected)
{
    auto folder = cases / GetParam();
    auto input = input_of(folder);
    auto bytes = bytes_of(input);
    MemorySource source(bytes);
    StringSink printed;
    std::string name = "expected.json";
    try {
        extract_json(source, input.filename(), options_of(folder), printed);
    } catch (const Unreadable& refused) {
        printed.text = refused.code() + ": " + refused.what() + "\n";
        name = "expected.txt";
    }
    if (std::getenv("BATCHOPS_UPDATE_CASES")) std::ofstream(folder / name, std::ios::binary) << printed.text;
    EXPECT_EQ(printed.text, file(folder / name));
}

INSTANTIATE_TEST_SUITE_P(Cases, ReadCase, testing::ValuesIn(case_folders::names_in(cases)), [](const auto& test) {
    auto name = test.param;
    std::ranges::replace(name, '-', '_');
    return name;
});
} // namespace engine
