#include "engine/review/trial.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* rules = R"(feed: f
schema:
  fields:
    - {name: id, type: string}
    - {name: status, type: string, constraints: {enum: [Present, Absent]}}
    - {name: minutes, type: integer}
limits: {bad_rows: 10%}
)";
constexpr const char* file = "id,status,minutes\n1,P,5\n2,Present,x\n3,P,7\n4,Absent,1\n";

Trial with(const std::string& after, const std::optional<std::string>& before, const std::string& bytes = file)
{
    MemorySource source(bytes);
    Job job;
    job.file_name = "f.csv";
    job.file = &source;
    job.contract_text = after;
    job.contract_name = "f";
    return try_rules(job, before);
}

TEST(Trial, says_what_other_rules_would_change)
{
    auto trial =
        with(std::string(rules) + "steps: [{name: words, do: map, column: status, values: {P: Present}}]\n", rules);
    EXPECT_EQ(trial.before->verdict, Verdict::hold);
    EXPECT_EQ(trial.before->ledger.held_back, 3);
    EXPECT_EQ(trial.after.ledger.held_back, 1);
    EXPECT_EQ(trial.changed_cells, 2);
    ASSERT_THAT(trial.cells, SizeIs(2));
    EXPECT_EQ(trial.cells[1].line, 4);
    EXPECT_EQ(trial.cells[1].column, "status");
    EXPECT_EQ(trial.cells[1].before, "P");
    EXPECT_EQ(trial.cells[1].after, "Present");
    ASSERT_THAT(trial.causes, SizeIs(1));
    EXPECT_EQ(trial.causes[0].before, 2);
    EXPECT_EQ(trial.causes[0].after, 0);
    EXPECT_THAT(trial.gone, SizeIs(2));
    EXPECT_THAT(trial.appeared, IsEmpty());
    ASSERT_THAT(trial.after.steps, SizeIs(1));
    EXPECT_EQ(trial.after.steps[0].changed, 2);
}

TEST(Trial, the_same_rules_change_nothing)
{
    auto trial = with(rules, rules);
    EXPECT_EQ(trial.changed_cells, 0);
    EXPECT_THAT(trial.causes, IsEmpty());
    EXPECT_THAT(trial.appeared, IsEmpty());
    EXPECT_THAT(trial.gone, IsEmpty());
    EXPECT_EQ(trial.before->ledger.held_back, trial.after.ledger.held_back);
}

TEST(Trial, rows_that_one_side_takes_out_are_no_changed_cells)
{
    auto trial = with(std::string(rules) + "steps: [{name: no ps, do: drop_rows, where: \"status = 'P'\"}]\n", rules);
    EXPECT_EQ(trial.changed_cells, 0);
    EXPECT_EQ(trial.after.ledger.ignored, trial.before->ledger.ignored + 2);
}

TEST(Trial, rows_behind_the_first_chunk_are_compared_too)
{
    std::string bytes = "id,status,minutes\n";
    for (int i = 0; i < 200'000; ++i) bytes += std::to_string(i) + (i % 1000 == 999 ? ",P,1\n" : ",Present,1\n");
    auto trial = with(std::string(rules) + "steps: [{name: words, do: map, column: status, values: {P: Present}}]\n",
                      rules, bytes);
    EXPECT_EQ(trial.changed_cells, 200);
    EXPECT_THAT(trial.cells, SizeIs(most_changed_cells));
}

TEST(Trial, without_rules_before_only_the_new_ones_count)
{
    auto trial = with(rules, std::nullopt);
    EXPECT_FALSE(trial.before);
    EXPECT_EQ(trial.after.errors, 3);
    EXPECT_EQ(trial.mapping.size(), 3u);
}

TEST(Trial, rules_with_an_error_are_refused_with_their_place)
{
    EXPECT_THROW(with(std::string(rules) + "colour: blue\n", rules), ContractErrors);
}
} // namespace
} // namespace engine
