#pragma once
// A folder of tests/cases as a job: input.*, contract.yaml, optional job.json (fixes, approved, columns, choices,
// period, today), previous.csv and reference-<feed>.csv. BATCHOPS_UPDATE_CASES=1 writes what is expected anew, to be
// read before it is committed.
#include "base/case_folders.hpp"
#include "base/json.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/publish/publish.hpp"
#include "engine/run/job.hpp"
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <list>

namespace engine
{
struct CaseJob {
    std::optional<std::vector<Fix>> fixes;
    std::optional<std::vector<std::string>> approved;
    std::optional<ColumnAnswers> columns;
    std::optional<Choices> choices;
    std::optional<std::string> period, today;
};
BOOST_DESCRIBE_STRUCT(CaseJob, (), (fixes, approved, columns, choices, period, today))

struct CaseOutputs {
    std::map<std::string, StringSink> files;
    OpenOutput open()
    {
        return [this](std::string_view name) { return &(files[std::string(name)] = StringSink()); };
    }
};

// Everything a case needs, kept alive.
struct TestCase {
    explicit TestCase(const std::filesystem::path& folder)
    {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            auto name = entry.path().filename().string();
            if (!entry.is_regular_file()) continue;
            auto& text = texts.emplace_back(name, case_folders::file(entry.path())).second;
            auto& source = sources.emplace_back(text);
            if (name.starts_with("input."))
                job.file = &source, job.file_name = name;
            else if (name == "contract.yaml")
                job.contract_text = text, job.contract_name = name;
            else if (name == "previous.csv")
                job.previous = &source;
            else if (name.starts_with("reference-"))
                job.references[entry.path().stem().string().substr(10)] = &source;
            else if (name == "job.json")
                read_job(text);
        }
    }
    // The text of a file that only some tests know; null where the case has none.
    const std::string* extra(std::string_view name) const
    {
        for (const auto& [file, text] : texts)
            if (file == name) return &text;
        return nullptr;
    }
    void read_job(const std::string& text)
    {
        CaseJob given;
        json::FieldErrors errors;
        auto value = json::parse(text);
        json::decode(&value, given, "", errors);
        EXPECT_TRUE(errors.empty()) << errors[0].at << ' ' << errors[0].detail;
        job.fixes = given.fixes.value_or(std::vector<Fix>());
        job.approved = given.approved.value_or(std::vector<std::string>());
        job.columns = given.columns.value_or(ColumnAnswers());
        job.choices = given.choices.value_or(Choices());
        job.period = given.period;
        job.today = given.today;
    }
    std::list<std::pair<std::string, std::string>> texts; // by name
    std::list<MemorySource> sources;
    Job job;
};

inline void compare_case(const std::filesystem::path& expected, const std::string& text)
{
    if (std::getenv("BATCHOPS_UPDATE_CASES")) {
        std::filesystem::create_directories(expected.parent_path());
        std::ofstream(expected, std::ios::binary) << text;
    }
    EXPECT_EQ(text, case_folders::file(expected)) << expected;
}
} // namespace engine
