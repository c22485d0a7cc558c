#include "server/pipeline/test_hub.hpp"

namespace pipeline
{
namespace
{
// The same worker with the real engine in a real child process.
struct RealEngine : PipelineTest {
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        context_->engine = sandbox::run_engine;
        context_->engine_binary = BATCHOPS_BINARY;
    }
    std::string file(const reports::Report& report, reports::ReportFormat format)
    {
        for (const auto& one : report.files)
            if (one.format == format) return read_all(*storage_->open_export(one.sha256));
        return {};
    }
};
ON_BOTH_ENGINES(RealEngine);

// 26 rows, one of them with an amount that is none: under the limit of 5 %.
std::string fees_with_one_bad_row()
{
    std::string text = "student_id,amount\n";
    for (int i = 1; i <= 25; ++i) text += "00" + std::to_string(i) + "," + std::to_string(i) + ".50\n";
    return text + "0099,twelve\n";
}

TEST_P(RealEngine, a_file_becomes_a_report_whose_rows_balance)
{
    auto sent = send(fees_with_one_bad_row());
    worker().run_one();
    auto done = detail(sent.id);
    ASSERT_EQ(done.run.state, runs::RunState::succeeded) << (done.run.reason ? done.run.reason->message : "");
    EXPECT_TRUE(done.ledger.value().balances());
    EXPECT_EQ(done.run.rows_published, 25);
    EXPECT_EQ(done.run.held_back, 1);
    EXPECT_EQ(done.errors, 1);
    ASSERT_EQ(done.files.size(), 2U);
    EXPECT_EQ(done.files[0].name, "slip.xlsx");
    auto published = reports().at(0);
    EXPECT_NE(file(published, reports::ReportFormat::csv).find("0025,25.5"), std::string::npos); // zeros are kept
    EXPECT_EQ(file(published, reports::ReportFormat::pdf).substr(0, 4), "%PDF");
}

TEST_P(RealEngine, the_same_file_gives_the_same_bytes)
{
    auto sent = send(fees_with_one_bad_row());
    worker().run_one();
    transact([&](db::Session& db) { return runs::run_again(db, clerk, sent.id, "t"); }).value();
    worker().run_one();
    auto published = reports();
    ASSERT_EQ(published.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(published[0].files.at(i).sha256, published[1].files.at(i).sha256);
}

TEST_P(RealEngine, a_correction_joins_the_row_that_was_held_back)
{
    auto sent = send(fees_with_one_bad_row());
    worker().run_one();
    std::vector<engine::Fix> fixes{{27, {}, false, "amount", "twelve", "12", "asked the family"}};
    transact([&](db::Session& db) { return runs::add_fixes(db, clerk, sent.id, fixes); }).value();
    auto child = transact([&](db::Session& db) { return runs::continue_with_fixes(db, clerk, sent.id, "t"); }).value();
    worker().run_one();
    auto done = detail(child.id);
    EXPECT_EQ(done.ledger.value().fixed, 1);
    EXPECT_EQ(done.run.rows_published, 26);
    EXPECT_EQ(reports().at(1).version, 2);
}

TEST_P(RealEngine, too_many_bad_rows_wait_for_a_moderator_and_an_approval_lets_them_through)
{
    auto sent = send("student_id,amount\n1,1\n2,x\n3,y\n");
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, runs::RunState::held);
    EXPECT_EQ(run(sent.id).reason.value().code, "bad_rows");
    auto child = transact([&](db::Session& db) { return runs::approve(db, moderator, sent.id, "a test week", "t"); });
    worker().run_one();
    EXPECT_EQ(run(child.value().id).state, runs::RunState::succeeded);
    EXPECT_EQ(run(child.value().id).rows_published, 1);
}

TEST_P(RealEngine, what_is_no_table_fails_with_a_sentence)
{
    auto sent = send(std::string("\x7f\x45LF\0\0\1\2", 8));
    worker().run_one();
    auto over = run(sent.id);
    EXPECT_EQ(over.state, runs::RunState::failed);
    EXPECT_FALSE(over.reason.value().message.empty());
    EXPECT_FALSE(over.reason.value().answerable);
}

TEST_P(RealEngine, a_child_that_takes_too_long_fails_its_run_alone)
{
    context_->engine_deadline = std::chrono::seconds(0);
    auto sent = send(fees_with_one_bad_row());
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, runs::RunState::failed);
    EXPECT_EQ(run(sent.id).reason.value().code, "too_slow");
    context_->engine_deadline = std::chrono::seconds(600);
    auto next = send("student_id,amount\n1,1\n");
    worker().run_one();
    EXPECT_EQ(run(next.id).state, runs::RunState::succeeded);
}
} // namespace
} // namespace pipeline
