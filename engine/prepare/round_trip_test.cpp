// What is published can be sent in again, in every format and any number of times, and gives the same rows.
#include "engine/prepare/case_for_tests.hpp"
#include "engine/publish/output.hpp"
#include "engine/read/trusted_csv.hpp"
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
using Rows = std::vector<std::vector<std::string>>;

const std::string rules = R"(feed: contacts
schema:
  fields:
    - {name: id, constraints: {required: true, pattern: "[0-9]{4}"}}
    - {name: phone, constraints: {pattern: "\\+[0-9 ]+"}}
    - {name: amount, type: number}
    - {name: note}
  primaryKey: id
publish: {formats: [csv, excel_csv, xlsx]}
)";

std::map<std::string, StringSink> published(const std::string& name, const std::string& bytes)
{
    MemorySource source(bytes);
    Job job;
    job.file_name = name;
    job.file = &source;
    job.contract_text = rules;
    job.contract_name = "contacts.yaml";
    CaseOutputs outputs;
    auto prepared = prepare(job, outputs.open(), Watcher());
    EXPECT_EQ(prepared.verdict, Verdict::publish) << name << "\n" << outputs.files["findings.json"].text;
    EXPECT_EQ(prepared.errors + prepared.warnings, 0) << name << "\n" << outputs.files["findings.json"].text;
    auto passed = outputs.files["clean.csv"].text;
    MemorySource clean(passed);
    publish(job, prepared, clean, outputs.open(), Watcher());
    return std::move(outputs.files);
}

Rows rows_of(const std::string& clean)
{
    MemorySource source(clean);
    TrustedCsv reader(source);
    Rows rows;
    for (Chunk chunk; reader.next(chunk);)
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            auto& cells = rows.emplace_back();
            for (const auto& column : chunk.columns) cells.emplace_back(column[row]);
        }
    return rows;
}

// Notes of the characters that the guard is about, without white space at their ends, which tables do not keep.
std::string random_note(std::mt19937& random)
{
    static constexpr std::string_view characters = "''=+-@\t\",; 05.eEa";
    std::string note;
    for (auto left = random() % 7; left > 0; --left) note += characters[random() % characters.size()];
    while (!note.empty() && std::string_view(" \t").contains(note.back())) note.pop_back();
    auto first = note.find_first_not_of(" \t");
    note.erase(0, std::min(first, note.size()));
    return note;
}
} // namespace

TEST(RoundTrip, every_output_reads_back_exactly_in_every_pass)
{
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        Rows rows;
        StringSink sink;
        auto writer = csv_writer(sink, {{"id", ""}, {"phone", ""}, {"amount", ""}, {"note", ""}});
        for (unsigned i = 0; i < 40; ++i) {
            rows.push_back({fmt::format("{:04}", i), fmt::format("+44 20 7946 {:04}", random() % 10'000),
                            std::to_string(static_cast<int>(random() % 200) - 100), random_note(random)});
            writer->row(std::vector<std::string_view>(rows.back().begin(), rows.back().end()));
        }
        writer->finish();
        std::map<std::string, std::string> inputs{{"start.csv", sink.text}};
        for (int pass = 0; pass < 3; ++pass) {
            std::map<std::string, std::string> next;
            for (const auto& [name, bytes] : inputs) {
                auto files = published(name, bytes);
                ASSERT_EQ(rows_of(files.at("clean.csv").text), rows)
                    << "seed " << seed << ", pass " << pass << ", " << name;
                for (const auto* output : {"clean.csv", "clean-excel.csv", "clean.xlsx"})
                    next[output] = files.at(output).text;
            }
            inputs = std::move(next);
        }
    }
}

TEST(RoundTrip, the_apostrophe_of_another_exporter_is_no_data)
{
    auto files = published("orders.csv", "id,phone,amount,note\n0001,'+44 20 7946 0101,'-75.63,'=2 tickets\n"
                                         "0002,'+44 20 7946 0102,40.00,O'Neil\n0003,,12,'tis late\n");
    EXPECT_THAT(rows_of(files.at("clean.csv").text),
                testing::ElementsAre(testing::ElementsAre("0001", "+44 20 7946 0101", "-75.63", "=2 tickets"),
                                     testing::ElementsAre("0002", "+44 20 7946 0102", "40.00", "O'Neil"),
                                     testing::ElementsAre("0003", "", "12", "'tis late")));
}
} // namespace engine
