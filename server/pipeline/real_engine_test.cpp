#include "server/pipeline/test_hub.hpp"
#include "server/runs/answer_store.hpp"
#include "tests/places.hpp"
#include <algorithm>

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
        context_->engine_binary = places::batchops();
    }
    std::string file(const reports::Report& report, reports::ReportFormat format)
    {
        for (const auto& one : report.files)
            if (one.format == format) return read_all(*storage_->open(storage::Kind::made, one.sha256));
        return {};
    }
};
ON_BOTH_ENGINES(RealEngine);

struct PasswordTest : PipelineTest {
};
ON_BOTH_ENGINES(PasswordTest);

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
    for (int again = 0; again < 2; ++again) {
        transact([&](db::Session& db) { return runs::run_again(db, clerk, sent.id, "t"); }).value();
        worker().run_one();
    }
    auto published = reports();
    ASSERT_EQ(published.size(), 3U);
    std::ranges::sort(published, {}, &reports::Report::version);
    // The first has no version before it that its figures could be compared with.
    EXPECT_EQ(published[0].files.at(0).sha256, published[1].files.at(0).sha256);
    for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(published[1].files.at(i).sha256, published[2].files.at(i).sha256);
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

// What a run that waits for an answer is told.
struct AnsweredEngine : RealEngine {
    runs::Run answer(std::int64_t id, const runs::NewAnswers& answers)
    {
        auto child =
            transact([&](db::Session& db) { return runs::answer(db, clerk, id, answers, std::nullopt, "t"); }).value();
        worker().run_one();
        return run(child.id);
    }
    void require_fields()
    {
        auto text = std::string(runs::test_contract);
        text.replace(text.find("{name: student_id, type: string}"), 32,
                     "{name: student_id, constraints: {required: true}}");
        text.replace(text.find("{name: amount, type: number}"), 28,
                     "{name: amount, type: number}\n    - {name: paid_on, type: date}");
        transact([&](db::Session& db) {
            feed = feeds::add_version(db, users::Scope::everything(), feed.id, {text, {}}, moderator.id).value();
        });
    }
};
ON_BOTH_ENGINES(AnsweredEngine);

TEST_P(AnsweredEngine, an_unknown_column_is_matched_once_and_known_in_the_next_file)
{
    require_fields();
    auto sent = send("Adm. number,amount\n007,1.50\n");
    worker().run_one();
    ASSERT_EQ(run(sent.id).state, runs::RunState::held);
    EXPECT_EQ(run(sent.id).reason.value().code, "missing_column");
    auto shown = detail(sent.id).mapping.at(0);
    EXPECT_EQ(shown.samples, std::vector<std::string>{"007"});
    auto done = answer(sent.id, {.columns = engine::ColumnAnswers{{"Adm. number", "student_id"}}, .remember = true});
    EXPECT_EQ(done.state, runs::RunState::succeeded);

    auto next = send("amount,ADM. NUMBER\n2,008\n", "2026-W49");
    worker().run_one();
    EXPECT_EQ(run(next.id).state, runs::RunState::succeeded);
    EXPECT_EQ(detail(next.id).mapping.at(1).how, "remembered");
}

TEST_P(AnsweredEngine, the_order_of_dates_is_asked_once_for_a_source)
{
    require_fields();
    auto sent = send("student_id,amount,paid_on\n1,1,03/12/2026\n", "2026-W49");
    worker().run_one();
    ASSERT_EQ(run(sent.id).reason.value().code, "ambiguous_dates");
    auto doubt = detail(sent.id).reading.value().doubts.at(0);
    EXPECT_EQ(doubt.alternatives.at(0).sample.at(0), "03/12/2026 is 3 December 2026");
    EXPECT_EQ(doubt.alternatives.at(1).sample.at(0), "03/12/2026 is 12 March 2026");
    answer(sent.id, {.choices = engine::Choices{{doubt.id(), "dmy"}}, .remember = true});
    send("student_id,amount,paid_on\n1,1,08/12/2026\n", "2026-W50");
    worker().run_one();
    ASSERT_EQ(reports().size(), 2U);
    EXPECT_NE(file(reports()[0], reports::ReportFormat::csv).find("2026-12-03"), std::string::npos);
    EXPECT_NE(file(reports()[1], reports::ReportFormat::csv).find("2026-12-08"), std::string::npos);
}

TEST_P(AnsweredEngine, a_file_is_read_another_way_and_a_way_that_no_longer_fits_is_not_insisted_on)
{
    require_fields();
    auto sent = send("student_id;amount\n1;2\n");
    worker().run_one();
    auto wrong = answer(sent.id, {.read = feeds::ReadAnswers{.delimiter = "|"}, .remember = true});
    EXPECT_EQ(wrong.state, runs::RunState::succeeded);
    EXPECT_EQ(detail(wrong.id).notices.back().code, "repaired") << "it is read as it is, and that is said";
    auto right = answer(wrong.id, {.read = feeds::ReadAnswers{.delimiter = ";"}, .remember = true});
    EXPECT_EQ(right.state, runs::RunState::succeeded);
    auto next = send("student_id,amount\n1,2\n", "2026-W49");
    worker().run_one();
    EXPECT_EQ(run(next.id).state, runs::RunState::succeeded);
    EXPECT_EQ(detail(next.id).notices.back().code, "repaired");
}

TEST_P(PasswordTest, a_locked_file_waits_for_its_password_which_only_the_engine_sees)
{
    auto keys = SealingKeys::from_lines(SealingKeys::new_line());
    context_->keys = &keys;
    std::vector<std::string> passwords;
    unreadable = sandbox::UnreadableAnswer{"password", "It is locked."};
    before_engine = [&](const sandbox::EngineCall& call) {
        passwords.push_back(call.job.read.password.value_or("-"));
        if (call.job.read.password == "spring") unreadable.reset();
    };
    auto sent = send();
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, runs::RunState::held);
    EXPECT_EQ(run(sent.id).reason.value().code, "password");
    auto child = transact([&](db::Session& db) {
        return runs::answer(db, clerk, sent.id, {.password = "spring"},
                            keys.seal("spring", runs::sealed_password_about), "t");
    });
    worker().run_one();
    EXPECT_EQ(run(child.value().id).state, runs::RunState::succeeded);
    EXPECT_EQ(passwords, (std::vector<std::string>{"-", "spring", "-"})); // publishing needs none
}
} // namespace
} // namespace pipeline
