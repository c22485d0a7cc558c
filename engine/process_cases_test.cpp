// tests/cases/process/<name>/: input.*, contract.yaml, optional job.json (fixes, approved, columns), previous.csv and
// reference-<feed>.csv; expected/result.txt and, on publish, expected/clean.csv (after the transform).
// BATCHOPS_UPDATE_CASES=1 writes what is expected anew, to be read before it is committed.
#include "base/case_folders.hpp"
#include "base/json.hpp"
#include "engine/contract/contract.hpp"
#include "engine/process.hpp"
#include "engine/table/unreadable.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <list>
#include <sstream>

namespace engine
{
struct CaseJob {
    std::optional<std::vector<Fix>> fixes;
    std::optional<std::vector<std::string>> approved;
    std::optional<std::map<std::string, std::string>> columns;
};
BOOST_DESCRIBE_STRUCT(CaseJob, (), (fixes, approved, columns))

namespace
{
namespace fs = std::filesystem;
const fs::path cases = BATCHOPS_SOURCE_DIR "/tests/cases/process";

using case_folders::file;

struct Outputs {
    std::map<std::string, StringSink> files;
    OpenOutput open()
    {
        return [this](std::string_view name) { return &files[std::string(name)]; };
    }
};

// Everything a case needs, kept alive.
struct Case {
    explicit Case(const fs::path& folder)
    {
        for (const auto& entry : fs::directory_iterator(folder)) {
            auto name = entry.path().filename().string();
            if (!entry.is_regular_file()) continue;
            auto& text = texts.emplace_back(file(entry.path()));
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
    void read_job(const std::string& text)
    {
        CaseJob given;
        json::FieldErrors errors;
        auto value = json::parse(text);
        json::decode(&value, given, "", errors);
        EXPECT_TRUE(errors.empty()) << errors[0].at << ' ' << errors[0].detail;
        job.fixes = given.fixes.value_or(std::vector<Fix>());
        job.approved = given.approved.value_or(std::vector<std::string>());
        job.columns = given.columns.value_or(std::map<std::string, std::string>());
    }
    std::list<std::string> texts;
    std::list<MemorySource> sources;
    Job job;
};

std::string told(const Prepared& prepared)
{
    const auto& l = prepared.ledger;
    auto out =
        fmt::format("verdict {}\nledger in={} passed={} fixed={} held_back={} duplicate={} ignored={}\n",
                    json::enum_text(prepared.verdict), l.in, l.passed, l.fixed, l.held_back, l.duplicate, l.ignored);
    if (prepared.changes)
        out += fmt::format("changes created={} updated={} unchanged={} gone={}\n", prepared.changes->created,
                           prepared.changes->updated, prepared.changes->unchanged, prepared.changes->gone);
    for (const auto& reason : prepared.reasons)
        out += fmt::format("reason {}{}: {}\n", reason.code, reason.answerable ? " (answerable)" : "", reason.message);
    for (const auto& column : prepared.mapping)
        out += fmt::format("column “{}” → {} ({})\n", column.source, column.field.value_or("-"), column.how);
    for (const auto& stage : prepared.stages)
        for (const auto& message : stage.messages)
            out += fmt::format("{}: {}\n", json::enum_text(stage.stage), message);
    for (const auto& notice : prepared.notices) out += fmt::format("notice {}: {}\n", notice.code, notice.message);
    for (const auto& card : prepared.cards) out += fmt::format("card {} × {}: {}\n", card.count, card.rule, card.title);
    for (const auto& finding : prepared.findings)
        out += fmt::format("{} row {} {} {}: {} Expected: {}. {}\n", json::enum_text(finding.severity),
                           finding.line.value_or(0), finding.column.value_or("-"), finding.rule, finding.message,
                           finding.expected, finding.remedy);
    return out;
}

void compare(const fs::path& expected, const std::string& text)
{
    if (std::getenv("BATCHOPS_UPDATE_CASES")) {
        fs::create_directories(expected.parent_path());
        std::ofstream(expected, std::ios::binary) << text;
    }
    EXPECT_EQ(text, file(expected)) << expected;
}

class ProcessCase : public testing::TestWithParam<std::string>
{
};

TEST_P(ProcessCase, gives_what_is_expected)
{
    Case one(cases / GetParam());
    Outputs outputs;
    auto prepared = prepare(one.job, outputs.open(), Watcher());
    compare(cases / GetParam() / "expected/result.txt", told(prepared));
    if (prepared.verdict == Verdict::publish && prepared.rows_file != "clean.csv") {
        MemorySource passed(outputs.files[prepared.rows_file].text);
        publish(one.job, prepared, passed, outputs.open(), Watcher());
    }
    if (prepared.verdict == Verdict::publish)
        compare(cases / GetParam() / "expected/clean.csv", outputs.files["clean.csv"].text);
    EXPECT_EQ(outputs.files.contains("slip.xlsx"), prepared.ledger.held_back > 0 && !prepared.cards.empty());

    auto document = json::parse(outputs.files["findings.json"].text).as_object();
    EXPECT_EQ(document["findings"].as_array().size(), static_cast<std::size_t>(prepared.errors + prepared.warnings));
    EXPECT_EQ(document["verdict"].as_string(), json::enum_text(prepared.verdict));
}

TEST_P(ProcessCase, gives_the_same_bytes_twice)
{
    auto run = [&] {
        Case one(cases / GetParam());
        Outputs outputs;
        auto prepared = prepare(one.job, outputs.open(), Watcher());
        if (prepared.verdict == Verdict::publish) {
            MemorySource clean(outputs.files[prepared.rows_file].text);
            Outputs reports;
            publish(one.job, prepared, clean, reports.open(), Watcher());
            for (auto& [name, sink] : reports.files) outputs.files[name] = std::move(sink);
        }
        std::map<std::string, std::string> texts;
        for (auto& [name, sink] : outputs.files) texts[name] = sink.text;
        return texts;
    };
    EXPECT_EQ(run(), run());
}

INSTANTIATE_TEST_SUITE_P(Process, ProcessCase, testing::ValuesIn(case_folders::names_in(cases)), [](const auto& info) {
    auto name = info.param;
    std::ranges::replace(name, '-', '_');
    return name;
});
} // namespace
} // namespace engine
