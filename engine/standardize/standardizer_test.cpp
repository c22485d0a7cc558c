#include "engine/prepare/prepare.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
const std::string fields = "feed: f\n"
                           "schema:\n"
                           "  fields:\n"
                           "    - {name: id, constraints: {pattern: \"[0-9]{4}\"}}\n"
                           "    - {name: day, type: date}\n"
                           "    - {name: status, constraints: {enum: [Present, Absent]}}\n"
                           "    - {name: gone}\n"
                           "    - {name: first}\n"
                           "    - {name: last}\n"
                           "limits: {bad_rows: 100%}\n";

struct Ran {
    Ran(const std::string& text, const std::string& steps)
    {
        MemorySource source(text);
        Job job;
        job.file_name = "input.csv";
        job.file = &source;
        job.contract_text = fields + "steps:\n" + steps;
        prepared = prepare(job, [this](std::string_view name) { return &files[std::string(name)]; }, Watcher());
    }
    std::map<std::string, StringSink> files;
    Prepared prepared;
};

std::string told(const StepReport& report)
{
    auto out = fmt::format("{} {} {}", report.name, static_cast<int>(report.state), report.changed);
    for (const auto& one : report.examples)
        out += fmt::format(" | {} {} {}→{}", one.line, one.column, one.before.value_or("∅"), one.after.value_or("∅"));
    return out;
}

std::vector<std::string> told(const Prepared& prepared)
{
    std::vector<std::string> out;
    for (const auto& report : prepared.steps) out.push_back(told(report));
    return out;
}

TEST(Standardizer, every_step_tells_its_count_and_its_first_changes)
{
    Ran run("ID,Day,Status,Whole\n 12 ,30/11/2026,P,Ann Lee\n13,01/12/2026,A,Bob Ray\n14,02/12/2026,P,\n"
            "15,03/12/2026,P,Cyd\n15,03/12/2026,P,Cyd\n0000,,closed,\n",
            "  - {name: tidy, do: trim}\n"
            "  - {name: pad, do: pad, column: id, width: 4}\n"
            "  - {name: words, do: map, column: status, values: {P: Present, A: Absent}}\n"
            "  - {name: days, do: dates, column: day, order: dmy}\n"
            "  - {name: parts, do: split, column: Whole, by: \" \", into: [first, last]}\n"
            "  - {name: none, do: case, column: gone, to: upper}\n"
            "  - {name: rest, do: nfc, off: true}\n"
            "  - {name: sums, do: drop_rows, where: \"status = 'closed'\"}\n"
            "  - {name: twice, do: dedupe}\n");
    EXPECT_THAT(told(run.prepared),
                testing::ElementsAre("tidy 0 1 | 2 id  12 →12", "pad 0 5 | 2 id 12→0012 | 3 id 13→0013 | 4 id 14→0014",
                                     "words 0 5 | 2 status P→Present | 3 status A→Absent | 4 status P→Present",
                                     "days 0 5 | 2 day 30/11/2026→2026-11-30 | 3 day 01/12/2026→2026-12-01 | 4 day "
                                     "02/12/2026→2026-12-02",
                                     "parts 0 4 | 2 first Ann Lee→Ann | 3 first Bob Ray→Bob | 5 first Cyd→Cyd",
                                     "none 2 0", "rest 1 0", "sums 0 1 | 7  0000 · closed→∅",
                                     "twice 0 1 | 6  0015 · 2026-12-03 · Present · Cyd→∅"));
    EXPECT_EQ(run.prepared.ledger.duplicate, 1);
}

TEST(Standardizer, switching_any_one_step_off_brings_the_findings_without_it_back)
{
    std::string text = "ID,Day,Status\n 12,30/11/2026,P\n0013,04/05/2026,Absent\n14,31/02/2026,?\n14,31/02/2026,?\n";
    const std::vector<std::string> steps{"name: tidy, do: trim", "name: pad, do: pad, column: id, width: 4",
                                         "name: words, do: map, column: status, values: {P: Present}",
                                         "name: days, do: dates, column: day, order: dmy", "name: twice, do: dedupe"};
    for (std::size_t without = 0; without < steps.size(); ++without) {
        std::string off, left_out, all;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            off += fmt::format("  - {{{}, off: {}}}\n", steps[i], i == without);
            all += fmt::format("  - {{{}}}\n", steps[i]);
            if (i != without) left_out += fmt::format("  - {{{}}}\n", steps[i]);
        }
        Ran switched(text, off), removed(text, left_out), full(text, all);
        EXPECT_EQ(switched.files["findings.json"].text, removed.files["findings.json"].text) << steps[without];
        EXPECT_EQ(switched.files["clean.csv"].text, removed.files["clean.csv"].text) << steps[without];
        EXPECT_NE(switched.files["findings.json"].text + switched.files["clean.csv"].text,
                  full.files["findings.json"].text + full.files["clean.csv"].text)
            << steps[without];
    }
}

TEST(Standardizer, examples_come_from_wherever_the_first_changes_are)
{
    std::string text = "id,status\n";
    for (int i = 0; i < 40'000; ++i) text += fmt::format("{:04},{}\n", i % 9999, i == 39'000 ? "P" : "Present");
    Ran run(text, "  - {name: words, do: map, column: status, values: {P: Present}}\n");
    EXPECT_THAT(told(run.prepared), testing::ElementsAre("words 0 1 | 39002 status P→Present"));
}
} // namespace
} // namespace engine
