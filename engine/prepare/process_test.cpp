#include "base/json.hpp"
#include "engine/contract/contract.hpp"
#include "engine/prepare/findings_file.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/publish/publish.hpp"
#include "engine/publish/slip/slip.hpp"
#include "engine/table/unreadable.hpp"
#include <array>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
using testing::HasSubstr;

const std::string rules = "feed: f\n"
                          "schema:\n"
                          "  fields:\n"
                          "    - {name: id, constraints: {required: true, pattern: \"[0-9]+\"}}\n"
                          "    - {name: day, type: date}\n"
                          "    - {name: points, type: integer, constraints: {minimum: 0}}\n"
                          "  primaryKey: id\n"
                          "limits: {bad_rows: 100%}\n";

struct Ran {
    Ran(std::string text, std::string contract, std::vector<Fix> fixes = {})
    {
        MemorySource source(text);
        Job job;
        job.file_name = "input.csv";
        job.file = &source;
        job.contract_text = std::move(contract);
        job.contract_name = "rules.yaml";
        job.fixes = std::move(fixes);
        prepared = prepare(
            job, [this](std::string_view name) { return &(files[std::string(name)] = StringSink()); }, Watcher());
    }
    std::map<std::string, StringSink> files;
    Prepared prepared;
};

std::int64_t lines_of(const std::string& text) { return std::ranges::count(text, '\n'); }

// A file of good, bad, blank, repeated and misshapen rows, as chance has it.
std::string random_file(std::mt19937& random)
{
    auto chance = [&](int of) { return random() % static_cast<unsigned>(of) == 0; };
    std::string text = chance(3) ? "Notes above\n\n" : "";
    text += "ID,Day,Points\n";
    auto rows = random() % 400;
    for (unsigned i = 0; i < rows; ++i) {
        if (chance(15))
            text += chance(2) ? "\n" : ",,\n";
        else if (chance(20))
            text += "ID,Day,Points\n";
        else if (chance(20))
            text += fmt::format("{}\n", i);
        else if (chance(20))
            text += fmt::format("{},a,b,c,d\n", i);
        else
            text += fmt::format("{},{},{}\n", chance(10) ? i / 2 : i + 1000,
                                chance(10)   ? "31/02/2026"
                                : chance(10) ? "03/04/2026"
                                             : "2026-11-30",
                                chance(10)   ? "-1"
                                : chance(10) ? "\"two\nlines\""
                                             : "5");
    }
    return text;
}

TEST(Process, the_ledger_balances_whatever_the_file)
{
    std::mt19937 random(20260101);
    auto steps =
        rules +
        "steps: [{do: trim}, {do: dedupe, by: [id]}, {do: drop_rows, where: \"points = 5 AND id LIKE '%7'\"}]\n";
    for (int i = 0; i < 80; ++i) {
        auto text = random_file(random);
        std::vector<Fix> fixes;
        for (int line = 3; line < 40; line += 7) fixes.push_back({line, {}, line % 2 == 0, "points", {}, "3", {}});
        Ran run(text, i % 2 ? rules : steps, fixes);
        const auto& ledger = run.prepared.ledger;
        EXPECT_TRUE(ledger.balances());
        for (auto part : {ledger.passed, ledger.fixed, ledger.held_back, ledger.duplicate, ledger.ignored})
            EXPECT_GE(part, 0);
        EXPECT_EQ(run.files.contains("slip.xlsx"), ledger.held_back > 0);
        if (run.prepared.verdict == Verdict::publish) {
            EXPECT_EQ(lines_of(run.files["clean.csv"].text), ledger.passed + ledger.fixed + 1) << text;
        }
    }
}

TEST(Process, keys_are_compared_over_the_whole_of_a_long_file)
{
    std::string text = "id,day,points\n";
    for (int i = 0; i < 50'000; ++i) text += fmt::format("{},2026-11-30,1\n", i);
    text += "7,2026-11-30,1\n";
    Ran run(text, rules);
    EXPECT_EQ(run.prepared.ledger.passed, 50'000);
    ASSERT_EQ(run.prepared.findings.size(), 1u);
    EXPECT_EQ(run.prepared.findings[0].line, 50'002);
    EXPECT_THAT(run.prepared.findings[0].message, HasSubstr("row 9 has it already"));
}

TEST(Process, findings_json_has_every_finding_and_the_result_the_first_ones)
{
    std::string text = "id,day,points\n";
    for (int i = 0; i < 5'000; ++i) text += fmt::format("{},2026-11-30,\"a\\\"\"\tb{}\"\n", i, i);
    Ran run(text, rules);
    EXPECT_EQ(run.prepared.errors, 5'000);
    EXPECT_EQ(run.prepared.findings.size(), kept_findings);
    auto document = json::parse(run.files["findings.json"].text).as_object();
    ASSERT_EQ(document["findings"].as_array().size(), 5'000u);
    EXPECT_EQ(document["findings"].as_array()[3].as_object()["value"].as_string(), "a\\\"\tb3");
    EXPECT_EQ(document["ledger"].as_object()["held_back"].as_int64(), 5'000);
    ASSERT_EQ(run.prepared.cards.size(), 1u);
    EXPECT_EQ(run.prepared.cards[0].count, 5'000);
    EXPECT_EQ(run.prepared.cards[0].examples.size(), 3u);
}

TEST(Process, a_list_of_very_many_problems_is_cut_and_its_counts_are_not)
{
    constexpr std::int64_t rows = FindingsFile::most + 1'000;
    std::string text = "id,day,points\n";
    for (int i = 0; i < rows; ++i) text += fmt::format("{},2026-11-30,x\n", i);
    Ran run(text, rules);
    EXPECT_EQ(run.prepared.errors, rows);
    EXPECT_EQ(run.prepared.ledger.held_back, rows);
    ASSERT_EQ(run.prepared.cards.size(), 1u);
    EXPECT_EQ(run.prepared.cards[0].count, rows);
    auto document = json::parse(run.files["findings.json"].text).as_object();
    EXPECT_EQ(document["findings"].as_array().size(), static_cast<std::size_t>(FindingsFile::most));
    EXPECT_EQ(document["ledger"].as_object()["held_back"].as_int64(), rows);
    MemorySource slip(run.files["slip.xlsx"].text);
    auto opened = open_file(slip, "slip.xlsx", {});
    std::int64_t in_slip = 0;
    std::vector<Finding> ignored;
    for (Chunk chunk; opened.tables[0]->next(chunk, ignored);) in_slip += std::ranges::count(chunk.kind, RowKind::data);
    EXPECT_EQ(in_slip, most_slip_rows);
    EXPECT_EQ(opened.tables.size(), 2u) << "the rows, and how to send them back";
    std::string said;
    for (const auto& notice : run.prepared.notices) said += notice.message + "\n";
    EXPECT_THAT(said, HasSubstr("The list of problems has the first 50,000 of 51,000."));
    EXPECT_THAT(said, HasSubstr("The correction sheet has the first 20,000 of 51,000 rows that are held back."));
}

TEST(Process, a_header_that_comes_again_with_spaces_around_its_names_is_no_row)
{
    Ran run("id,day,points\n1,2026-11-30,5\n id ,day,points\nid, day,points \n\tid\t,day,points\n2,2026-11-30,6\n",
            rules);
    EXPECT_EQ(run.prepared.ledger.passed, 2);
    EXPECT_EQ(run.prepared.ledger.ignored, 4);
    EXPECT_EQ(run.prepared.errors, 0);
}

TEST(Process, keys_are_compared_by_value)
{
    auto of = [](const std::string& type, const std::string& first, const std::string& second) {
        auto contract = "feed: f\nschema:\n  fields: [{name: id, type: " + type +
                        "}, {name: x}]\n  primaryKey: id\nlimits: {bad_rows: 100%}\n";
        return Ran("id,x\n" + first + ",a\n" + second + ",b\n", contract).prepared.errors;
    };
    for (auto [type, first, second] :
         std::vector<std::array<std::string, 3>>{{"integer", "007", "7"},
                                                 {"integer", "-0", "0"},
                                                 {"integer", "000", "-0"},
                                                 {"integer", "-07", "-7"},
                                                 {"integer", "+7", "7"},
                                                 {"number", "1.50", "1.5"},
                                                 {"number", "1e3", "1000"},
                                                 {"number", "-0.0", "0"},
                                                 {"number", "007.0", "7"},
                                                 {"number", "0.5", ".50"},
                                                 {"datetime", "2026-11-30T10:00:00+01:00", "2026-11-30T09:00:00Z"},
                                                 {"datetime", "2026-12-01T00:30:00+01:00", "2026-11-30T23:30:00Z"},
                                                 {"string", "7", "7"}})
        EXPECT_EQ(of(type, first, second), 1) << first << ' ' << second;
    for (auto [type, first, second] :
         std::vector<std::array<std::string, 3>>{{"string", "007", "7"},
                                                 {"integer", "7", "-7"},
                                                 {"integer", "70", "7"},
                                                 {"number", "1.05", "1.5"},
                                                 {"number", "9007199254740993", "9007199254740992"},
                                                 {"datetime", "2026-11-30T10:00:00+01:00", "2026-11-30T10:00:00Z"}})
        EXPECT_EQ(of(type, first, second), 0) << first << ' ' << second;
}

TEST(Process, a_reference_is_compared_by_value_and_a_published_one_read_as_it_was_written)
{
    // A last row with one filled cell, a name like the header's and a totals word: all are rows of a published file.
    std::string published = "id,name,club\n7,Ada,chess\n8,id,\n9,Total,\n10,,\n";
    auto contract = [](const std::string& type) {
        return "feed: f\nschema:\n  fields: [{name: pupil, type: " + type +
               "}]\n  foreignKeys: [{fields: pupil, reference: {resource: roster, fields: id}}]\nlimits: {bad_rows: "
               "100%}\n";
    };
    auto errors = [&](const std::string& type, const std::string& pupil, const std::string& reference) {
        MemorySource roster(reference);
        Job job;
        auto text = "pupil\n" + pupil + "\n";
        MemorySource source(text);
        job.file_name = "input.csv";
        job.file = &source;
        job.contract_text = contract(type);
        job.contract_name = "rules.yaml";
        job.references = {{"roster", &roster}};
        return prepare(job, [](std::string_view) { return nullptr; }, Watcher()).errors;
    };
    for (const auto* pupil : {"7", "8", "9", "10", "007", "10.0"})
        EXPECT_EQ(errors("integer", pupil, published), 0) << pupil;
    EXPECT_EQ(errors("string", "007", published), 1);
    EXPECT_EQ(errors("string", "10", published), 0);
    EXPECT_EQ(errors("integer", "11", published), 1);
    // As the terminal may be given: another program's export.
    EXPECT_EQ(errors("string", "10", "Roster of autumn;;\n\nID;Name;Club\n 10 ;Ada;chess\n11;Bo;\n"), 0);
    // Of a guard that was put before a cell, one apostrophe goes on both sides.
    EXPECT_EQ(errors("string", "''=1", "id\n''=1\n"), 0);
    EXPECT_EQ(errors("string", "=1", "id\n'=1\n"), 0);
}

TEST(Process, a_step_that_is_switched_off_brings_the_findings_back_byte_for_byte)
{
    std::string text = "id,day,points\n1,2026-11-30, 5\n2,03/04/2026,5\n";
    auto step = [](std::string off) {
        return rules + "steps: [{do: dates, column: day, order: dmy, off: " + off + "}]\n";
    };
    EXPECT_EQ(Ran(text, step("false")).prepared.errors, 0);
    EXPECT_EQ(Ran(text, step("true")).files["findings.json"].text, Ran(text, rules).files["findings.json"].text);
    EXPECT_EQ(Ran(text, rules).prepared.errors, 1);
}

TEST(Process, outputs_that_nobody_wants_are_not_written)
{
    std::string text = "id,day,points\nx,2026-11-30,5\n1,2026-11-30,\n";
    MemorySource source(text);
    Job job;
    job.file_name = "input.csv";
    job.file = &source;
    job.contract_text = rules;
    auto prepared = prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher());
    EXPECT_EQ(prepared.ledger.held_back, 1);
    EXPECT_EQ(prepared.ledger.passed, 1);
}

TEST(Process, stages_are_told_in_order)
{
    std::string text = "id,day,points\n1,2026-11-30,\n";
    MemorySource source(text);
    Job job;
    job.file_name = "input.csv";
    job.file = &source;
    job.contract_text = rules;
    std::vector<StageName> told;
    Watcher watcher;
    watcher.finished = [&](const StageReport& stage) { told.push_back(stage.stage); };
    StringSink clean;
    auto prepared =
        prepare(job, [&](std::string_view name) { return name == "clean.csv" ? &clean : nullptr; }, watcher);
    StringSink report;
    MemorySource rows(clean.text);
    publish(job, prepared, rows, [&](std::string_view) { return &report; }, watcher);
    EXPECT_THAT(told, testing::ElementsAre(StageName::receive, StageName::read, StageName::standardize,
                                           StageName::validate, StageName::transform, StageName::publish));
    EXPECT_EQ(report.text.substr(0, 5), "%PDF-");
}

TEST(Process, a_bad_contract_and_an_unreadable_file_are_thrown)
{
    EXPECT_THROW(Ran("id\n1\n", "feed: f"), ContractErrors);
    EXPECT_THROW(Ran("", rules), Unreadable);
}

TEST(Process, a_previous_version_that_is_none_is_unreadable)
{
    MemorySource file("id\n1\n"), previous("");
    Job job;
    job.file_name = "input.csv";
    job.file = &file;
    job.contract_text = rules;
    job.previous = &previous;
    EXPECT_THROW(prepare(job, [](std::string_view) -> ByteSink* { return nullptr; }, Watcher()), Unreadable);
}

TEST(Process, a_correction_needs_the_row_to_be_as_it_was)
{
    std::string text = "id,day,points\n1,2026-11-30,-1\n2,2026-11-30,-2\n3,2026-11-30,\n";
    Ran run(text, rules,
            {{2, {}, false, "points", "-1", "1", {}},
             {3, {}, false, "points", "-7", "7", {}},
             {4, {}, false, "points", "", "4", {}}});
    EXPECT_EQ(run.files["clean.csv"].text, "id,day,points\n1,2026-11-30,1\n3,2026-11-30,4\n");
    EXPECT_EQ(run.prepared.ledger.fixed, 2);
    EXPECT_EQ(run.prepared.ledger.held_back, 1);
    EXPECT_EQ(run.prepared.findings[0].rule, "stale_fix");
    EXPECT_EQ(run.prepared.findings[0].severity, Severity::warning);
}

TEST(Process, whoever_corrects_a_misshapen_row_has_seen_its_form)
{
    std::string text = "id,day,points\n1,2026-11-30\n2,2026-11-30,2\n";
    EXPECT_EQ(Ran(text, rules).prepared.ledger.held_back, 1);
    Ran run(text, rules, {{2, {}, false, "points", {}, "1", {}}});
    EXPECT_EQ(run.prepared.ledger.fixed, 1);
    EXPECT_EQ(run.prepared.warnings, 1);
}
} // namespace
} // namespace engine
