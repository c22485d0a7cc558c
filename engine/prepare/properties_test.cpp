// What holds of every file, tried on files that chance makes.
#include "engine/contract/contract.hpp"
#include "engine/prepare/case_for_tests.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
class Chance
{
public:
    explicit Chance(unsigned seed) : random_(seed) {}
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
    bool one_in(unsigned n) { return below(n) == 0; }
    template <class T> const T& of(const std::vector<T>& list)
    {
        return list[below(static_cast<unsigned>(list.size()))];
    }

private:
    std::mt19937 random_;
};

std::string random_contract(Chance& chance)
{
    auto steps = [&] {
        std::string out;
        for (const auto* step : {"{name: s1, do: trim}", "{name: s2, do: pad, column: id, width: 5}",
                                 "{name: s3, do: map, column: word, values: {P: Present}}",
                                 "{name: s4, do: dates, column: day, order: dmy}", "{name: s5, do: dedupe}",
                                 "{name: s6, do: drop_rows, where: \"word = 'total'\"}",
                                 "{name: s7, do: numbers, column: points, decimal: \",\"}",
                                 "{name: s8, do: split, column: Whole, by: \" \", into: [first, last]}"})
            if (chance.one_in(2)) out += fmt::format("  - {}\n", step);
        return out.empty() ? out : "steps:\n" + out;
    };
    std::string required = chance.one_in(2) ? "required: true, " : "";
    return fmt::format("feed: f\nschema:\n  fields:\n"
                       "    - {{name: id, constraints: {{{}pattern: \"[0-9]{{5}}\"}}}}\n"
                       "    - {{name: day, type: date}}\n"
                       "    - {{name: points, type: number, constraints: {{minimum: 0}}}}\n"
                       "    - {{name: word, constraints: {{enum: [Present, Absent]}}}}\n"
                       "    - {{name: first}}\n    - {{name: last}}\n"
                       "{}"
                       "checks: [{{name: c, expect: \"points < 90 OR word = 'Absent'\", severity: {}}}]\n"
                       "{}limits: {{bad_rows: {}%}}\n",
                       required, chance.one_in(2) ? "  primaryKey: [id, day]\n" : "",
                       chance.one_in(2) ? "error" : "warning", steps(), chance.one_in(3) ? chance.below(101) : 100);
}

std::string random_file(Chance& chance)
{
    const std::vector<std::string> ids{"1", "00001", "00002", "12345", "x", "", " 00007 ", "1.2E+05"};
    const std::vector<std::string> days{"30/11/2026", "2026-11-30", "2026-12-01", "03/04/2026",
                                        "31/02/2026", "46356",      "",           "-"};
    const std::vector<std::string> points{"5", "5,5", "95", "-1", "1.5", "", "many", "\"two\nlines\""};
    const std::vector<std::string> words{"P", "Present", "Absent", "Presnt", "", "total", "\"a \"\"b\"\"\""};
    const std::vector<std::string> names{"Ann Lee", "Bob", "", "Zoë de la Cruz"};
    std::string text = chance.one_in(4) ? "Notes above\n\n" : "";
    text += chance.one_in(5) ? "ID,Day,Points,Word,Whole,Extra\n" : "ID,Day,Points,Word,Whole\n";
    for (auto rows = chance.below(200); rows > 0; --rows) {
        if (chance.one_in(12))
            text += chance.of(std::vector<std::string>{"\n", ",,,,\n", "ID,Day,Points,Word,Whole\n", "short\n",
                                                       "a,b,c,d,e,f,g,h\n", "Total,,99,,\n", "\"open\n"});
        else
            text += fmt::format("{},{},{},{},{}\n", chance.of(ids), chance.of(days), chance.of(points),
                                chance.of(words), chance.of(names));
    }
    return text;
}

struct Ran {
    Ran(const std::string& text, const std::string& contract, const std::vector<Fix>& fixes, bool outputs_wanted)
    {
        MemorySource source(text);
        Job job;
        job.file_name = "random.csv";
        job.file = &source;
        job.contract_text = contract;
        job.fixes = fixes;
        auto run = [&] {
            outputs.files.clear();
            prepared = prepare(
                job, outputs_wanted ? outputs.open() : [](std::string_view) -> ByteSink* { return nullptr; },
                Watcher());
        };
        run();
        if (text.size() % 2 == 0) { // somebody answers what is asked
            for (const auto& doubt : prepared.doubts) job.choices[doubt.id()] = doubt.alternatives.at(0).answer;
            run();
        }
        if (!outputs_wanted || prepared.verdict != Verdict::publish) return;
        MemorySource clean(outputs.files["clean.csv"].text);
        CaseOutputs reports;
        publish(job, prepared, clean, reports.open(), Watcher());
        for (auto& [name, sink] : reports.files) outputs.files[name] = std::move(sink);
    }
    std::map<std::string, std::string> texts() const
    {
        std::map<std::string, std::string> out;
        for (const auto& [name, sink] : outputs.files) out[name] = sink.text;
        return out;
    }
    CaseOutputs outputs;
    Prepared prepared;
};

std::vector<Fix> random_fixes(Chance& chance)
{
    std::vector<Fix> fixes;
    for (int i = 0; i < 6; ++i) fixes.push_back({chance.below(150), {}, chance.one_in(5), "points", {}, "3", {}});
    return fixes;
}

TEST(Properties, every_row_of_every_file_is_accounted_for)
{
    Chance chance(1);
    for (int i = 0; i < 200; ++i) {
        auto contract = random_contract(chance);
        auto text = random_file(chance);
        Ran ran(text, contract, random_fixes(chance), true);
        const auto& ledger = ran.prepared.ledger;
        EXPECT_TRUE(ledger.balances()) << contract << text;
        for (auto part : {ledger.in, ledger.passed, ledger.fixed, ledger.held_back, ledger.duplicate, ledger.ignored})
            EXPECT_GE(part, 0);
        std::int64_t errors = 0;
        for (const auto& finding : ran.prepared.findings) errors += finding.severity == Severity::error;
        EXPECT_EQ(errors, ran.prepared.errors);
        std::int64_t carded = 0;
        for (const auto& card : ran.prepared.cards) carded += card.count;
        EXPECT_EQ(carded, ran.prepared.errors + ran.prepared.warnings) << "each finding is on one card";
    }
}

TEST(Properties, a_dry_run_says_what_the_real_run_does)
{
    Chance chance(2);
    int published = 0;
    for (int i = 0; i < 80; ++i) {
        auto contract = random_contract(chance);
        auto text = random_file(chance);
        auto fixes = random_fixes(chance);
        Ran dry(text, contract, fixes, false), real(text, contract, fixes, true);
        EXPECT_EQ(json::serialize(json::encode(dry.prepared)), json::serialize(json::encode(real.prepared)))
            << contract << text;
        published += real.prepared.verdict == Verdict::publish;
    }
    EXPECT_GT(published, 10);
    EXPECT_LT(published, 70);
}

TEST(Properties, the_same_input_gives_the_same_bytes)
{
    Chance chance(3);
    for (int i = 0; i < 40; ++i) {
        auto contract = random_contract(chance);
        auto text = random_file(chance);
        auto fixes = random_fixes(chance);
        Ran one(text, contract, fixes, true), two(text, contract, fixes, true);
        EXPECT_EQ(one.texts(), two.texts()) << contract << text;
    }
}
} // namespace
} // namespace engine
