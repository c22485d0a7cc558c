#include "server/feeds/draft_store.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/pipeline/trials.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>

namespace pipeline
{
namespace
{
using testing::HasSubstr;

struct TrialsTest : PipelineTest {
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        context_->engine = sandbox::run_engine;
        context_->engine_binary = places::batchops();
        trials.emplace(*context_);
    }
    feeds::Sample sample(const std::string& name, const std::string& bytes)
    {
        auto sha256 = keep(bytes);
        return transact([&](db::Session& db) {
            return feeds::insert_sample(db, name, sha256, static_cast<std::int64_t>(bytes.size()), moderator.id);
        });
    }
    std::optional<Trials> trials;
    const std::string live = runs::test_contract;
    const std::string mapped = live + "steps: [{name: words, do: map, column: amount, values: {twelve: \"12\"}}]\n";
};
ON_BOTH_ENGINES(TrialsTest);

TEST_P(TrialsTest, rules_are_tried_on_the_last_files_as_they_were_sent_and_nothing_is_published)
{
    send("student_id,amount\n1,2\n2,twelve\n");
    worker().run_one();
    send("student_id,amount\n3,4\n", "2026-W49");
    worker().run_one();
    auto versions = reports().size();
    auto tried = trials->try_rules(feed.id, mapped, live, 5, {});
    ASSERT_EQ(tried.size(), 2U);
    EXPECT_EQ(tried[0].trial.value().changed_cells, 0) << "the newest comes first";
    const auto& trial = tried[1].trial.value();
    EXPECT_EQ(trial.before.value().ledger.held_back, 1);
    EXPECT_EQ(trial.after.ledger.held_back, 0);
    EXPECT_EQ(trial.cells.at(0).before, "twelve");
    EXPECT_EQ(reports().size(), versions);
    EXPECT_EQ(trials->try_rules(feed.id, mapped, live, 1, {}).size(), 1U);
}

TEST_P(TrialsTest, what_cannot_be_read_is_said_of_its_file_alone)
{
    auto broken = sample("broken.xlsx", "PK\x03\x04 and nothing more");
    auto good = sample("good.csv", "student_id,amount\n1,2\n");
    transact([&](db::Session& db) { feeds::give_samples(db, {broken, good}, feed.id); });
    auto tried = trials->try_rules(feed.id, live, std::nullopt, 5, {});
    ASSERT_EQ(tried.size(), 2U);
    EXPECT_THAT(tried[0].problem.value(), HasSubstr("broken.xlsx"));
    EXPECT_FALSE(tried[0].trial);
    EXPECT_FALSE(tried[1].trial.value().before);
    EXPECT_EQ(tried[1].trial->after.verdict, engine::Verdict::publish);
}

TEST_P(TrialsTest, a_query_that_cannot_run_is_an_error_at_its_place)
{
    auto good = sample("good.csv", "student_id,amount\n1,2\n");
    transact([&](db::Session& db) { feeds::give_samples(db, {good}, feed.id); });
    auto text = live + "transform: SELECT nobody FROM data\n";
    try {
        trials->try_rules(feed.id, text, live, 1, {});
        FAIL() << "accepted";
    } catch (const engine::ContractErrors& errors) {
        EXPECT_GT(errors.errors().at(0).line, 9);
    }
}

TEST_P(TrialsTest, good_files_become_rules_that_find_them_clean)
{
    auto one = sample("fees-2026-W45.csv", "Student,Amount\n001,2.50\n002,3.00\n003,1.25\n");
    auto two = sample("fees-2026-W46.csv", "Student,Amount\n004,2.50\n005,0.75\n");
    auto rules = trials->infer({one, two}, {}).value();
    auto contract = engine::parse_contract(rules.text, "rules");
    EXPECT_EQ(contract.schema.fields.size(), 2U);
    transact([&](db::Session& db) { feeds::give_samples(db, {one, two}, feed.id); });
    for (const auto& file : trials->try_rules(feed.id, rules.text, std::nullopt, 5, {}))
        EXPECT_EQ(file.trial.value().after.errors, 0) << file.file_name;
    auto empty = trials->infer({sample("letter.csv", "\n\n")}, {});
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().why, Why::invalid);
}
} // namespace
} // namespace pipeline
