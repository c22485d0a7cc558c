// tests/cases/process/<name>/: as engine/case_for_tests.hpp says; expected/result.txt and, on publish,
// expected/clean.csv (after the transform).
#include "engine/contract/contract.hpp"
#include "engine/prepare/case_for_tests.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/places.hpp"
#include <algorithm>

namespace engine
{
namespace
{
namespace fs = std::filesystem;
const fs::path cases = places::source("tests/cases/process");

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
    for (const auto& column : prepared.mapping)
        if (column.guess) out += fmt::format("guess “{}” → {}\n", column.source, *column.guess);
    for (const auto& doubt : prepared.doubts) {
        out += fmt::format("doubt {} ({}): {} {} {}\n", doubt.id(), json::enum_text(doubt.outcome), doubt.question,
                           doubt.evidence, doubt.consequence);
        for (const auto& [answer, title, sample] : doubt.alternatives)
            out += fmt::format("  {} ({}): {}\n", answer, title, fmt::join(sample, "; "));
    }
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

class ProcessCase : public testing::TestWithParam<std::string>
{
};

TEST_P(ProcessCase, gives_what_is_expected)
{
    TestCase one(cases / GetParam());
    CaseOutputs outputs;
    auto prepared = prepare(one.job, outputs.open(), Watcher());
    compare_case(cases / GetParam() / "expected/result.txt", told(prepared));
    if (prepared.verdict == Verdict::publish && prepared.rows_file != "clean.csv") {
        MemorySource passed(outputs.files[prepared.rows_file].text);
        publish(one.job, prepared, passed, outputs.open(), Watcher());
    }
    if (prepared.verdict == Verdict::publish)
        compare_case(cases / GetParam() / "expected/clean.csv", outputs.files["clean.csv"].text);
    EXPECT_EQ(outputs.files.contains("slip.xlsx"), prepared.ledger.held_back > 0 && !prepared.cards.empty());

    auto document = json::parse(outputs.files["findings.json"].text).as_object();
    EXPECT_EQ(document["findings"].as_array().size(), static_cast<std::size_t>(prepared.errors + prepared.warnings));
    EXPECT_EQ(document["verdict"].as_string(), json::enum_text(prepared.verdict));
}

TEST_P(ProcessCase, gives_the_same_bytes_twice)
{
    auto run = [&] {
        TestCase one(cases / GetParam());
        CaseOutputs outputs;
        auto prepared = prepare(one.job, outputs.open(), Watcher());
        if (prepared.verdict == Verdict::publish) {
            MemorySource clean(outputs.files[prepared.rows_file].text);
            CaseOutputs reports;
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
