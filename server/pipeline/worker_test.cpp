#include "base/sha256.hpp"
#include "server/audit/audit_store.hpp"
#include "server/pipeline/housekeeping.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/runs/answer_store.hpp"
#include <algorithm>

namespace pipeline
{
namespace
{
using enum runs::RunState;
struct WorkerTest : PipelineTest {
};
ON_BOTH_ENGINES(WorkerTest);

TEST_P(WorkerTest, a_file_becomes_a_report)
{
    auto sent = send();
    EXPECT_TRUE(worker().run_one());
    auto done = run(sent.id);
    EXPECT_EQ(done.state, succeeded);
    EXPECT_EQ(done.rows_published, 3);
    EXPECT_EQ(done.to_fix, 2);
    EXPECT_EQ(done.stage_marks, runs::StageMarks(6, runs::StageState::done));
    EXPECT_TRUE(done.finished_at && done.took_ms);
    auto published = reports();
    ASSERT_EQ(published.size(), 1U);
    EXPECT_EQ(published[0].report_key, "fees/2026-W48");
    EXPECT_EQ(published[0].version, 1);
    ASSERT_EQ(published[0].files.size(), 2U);
    EXPECT_EQ(published[0].files[0].file_name, "fees-2026-W48-v1.csv");
    EXPECT_EQ(read_all(*storage_->open(storage::Kind::made, published[0].files[1].sha256)), "%PDF");
    EXPECT_EQ(done.report.value().id, published[0].id);
    EXPECT_EQ(events.versions, std::vector<std::int64_t>{1});
    EXPECT_EQ(events.runs, (std::vector<std::string>{"running", "succeeded"}));
    EXPECT_EQ(database().read([&](db::Session& db) { return audit::events_of(db, "report", published[0].id).size(); }),
              1U);
    EXPECT_FALSE(worker().run_one()); // nothing is left
    EXPECT_TRUE(std::filesystem::is_empty(folder() / "storage" / "tmp"));
}

TEST_P(WorkerTest, each_stage_starts_and_ends_once)
{
    send();
    EXPECT_TRUE(worker().run_one());
    std::vector<std::string> wanted;
    for (auto* stage : {"receive", "read", "standardize", "validate", "transform", "publish"})
        for (auto* state : {" running", " done"}) wanted.push_back(std::string(stage) + state);
    EXPECT_EQ(events.stages, wanted);
}

TEST_P(WorkerTest, versions_of_a_period_have_no_gaps_and_the_older_is_superseded)
{
    send("one");
    send("two");
    send("other week", "2026-W47");
    while (worker().run_one()) {
    }
    auto published = reports();
    ASSERT_EQ(published.size(), 3U);
    std::ranges::stable_sort(published, {}, &reports::Report::period); // the other week has its turn in between
    EXPECT_EQ(published[0].version, 1);
    EXPECT_EQ(published[1].version, 1);
    EXPECT_EQ(published[2].version, 2);
    EXPECT_EQ(published[1].superseded_by, published[2].id);
    EXPECT_EQ(published[2].superseded_by, std::nullopt);
}

TEST_P(WorkerTest, a_limit_holds_the_run_and_publishes_nothing)
{
    verdict = engine::Verdict::hold;
    auto sent = send();
    worker().run_one();
    auto held_run = detail(sent.id);
    EXPECT_EQ(held_run.run.state, held);
    EXPECT_EQ(held_run.run.reason.value().code, "bad_rows");
    EXPECT_EQ(held_run.run.finished_at, std::nullopt);
    EXPECT_EQ(held_run.run.stage_marks[3], runs::StageState::held);
    EXPECT_EQ(held_run.run.stage_marks[4], runs::StageState::waiting);
    EXPECT_EQ(held_run.ledger.value().held_back, 2);
    EXPECT_EQ(held_run.attempts.at(0).outcome, "held");
    EXPECT_TRUE(held_run.may.approve.allowed);
    EXPECT_TRUE(reports().empty());
    EXPECT_EQ(database().read([&](db::Session& db) {
        return runs::find_file(db, users::Scope::everything(), sent.id, "clean.csv").has_value();
    }),
              false);
}

TEST_P(WorkerTest, an_approval_is_a_new_run_that_the_same_limit_does_not_stop)
{
    verdict = engine::Verdict::hold;
    auto sent = send();
    worker().run_one();
    auto child =
        transact([&](db::Session& db) { return runs::approve(db, moderator, sent.id, "Checked by phone", "t"); });
    EXPECT_EQ(child.value().parent_run_id, sent.id);
    auto parent = run(sent.id);
    EXPECT_EQ(parent.state, cancelled);
    EXPECT_EQ(parent.ended_by, "run:" + std::to_string(child.value().id));
    worker().run_one();
    EXPECT_EQ(run(child.value().id).state, succeeded);
    EXPECT_EQ(reports().size(), 1U);
}

TEST_P(WorkerTest, a_second_file_of_a_period_waits_for_an_answer_that_later_runs_inherit)
{
    std::vector<bool> kept;
    before_engine = [&](const sandbox::EngineCall& call) {
        if (call.job.step == sandbox::EngineStep::prepare) kept.push_back(call.job.keep_earlier);
    };
    auto asks = std::string(runs::test_contract);
    asks.replace(asks.find("replace"), 7, "ask");
    transact([&](db::Session& db) {
        return feeds::add_version(db, users::Scope::everything(), feed.id, {asks, {}}, moderator.id).value();
    });
    send("one");
    worker().run_one();
    auto second = send("two");
    worker().run_one();
    ASSERT_EQ(run(second.id).state, held);
    EXPECT_EQ(run(second.id).reason.value().code, runs::second_file);
    auto child = transact([&](db::Session& db) {
        return runs::answer(db, clerk, second.id, {.second_file = runs::SecondFileAnswer::append}, {}, "t").value();
    });
    worker().run_one();
    EXPECT_EQ(run(child.id).state, succeeded);
    auto again = transact([&](db::Session& db) { return runs::run_again(db, clerk, child.id, "t").value(); });
    worker().run_one();
    EXPECT_EQ(run(again.id).state, succeeded);
    EXPECT_EQ(kept, (std::vector<bool>{false, false, true}))
        << "the last run has the same input: nothing is read again";
    auto inherited = transact([&](db::Session& db) { return runs::answers_of(db, again.id).second_file; });
    EXPECT_EQ(inherited, runs::SecondFileAnswer::append);
    auto other_week = send("three", "2026-W47");
    worker().run_one();
    EXPECT_EQ(run(other_week.id).state, succeeded);
}

TEST_P(WorkerTest, the_engine_gets_what_came_before)
{
    std::vector<std::string> given;
    before_engine = [&](const sandbox::EngineCall& call) {
        if (call.job.step != sandbox::EngineStep::prepare) return;
        given.push_back(std::string(call.job.previous ? "version " : "") + (call.job.history ? "period " : "") +
                        (call.job.earlier ? "file" : ""));
    };
    send("one", "2026-W46");
    send("two", "2026-W47");
    send("three", "2026-W47");
    while (worker().run_one()) {
    }
    EXPECT_EQ(given, (std::vector<std::string>{"", "period file", "version file"}));
}

TEST_P(WorkerTest, without_removals_reaches_the_engine)
{
    bool kept = false;
    before_engine = [&](const sandbox::EngineCall& call) { kept = call.job.keep_earlier; };
    verdict = engine::Verdict::hold;
    reason_code = "gone";
    auto sent = send();
    worker().run_one();
    EXPECT_FALSE(kept);
    EXPECT_FALSE(detail(sent.id).may.approve_without_removals.allowed);
    transact([&](db::Session& db) {
        db.exec("UPDATE run_results SET changes = $2 WHERE run_id = $1", sent.id, engine::Changes{0, 0, 1, 2});
    });
    ASSERT_TRUE(detail(sent.id).may.approve_without_removals.allowed);
    transact([&](db::Session& db) { return runs::approve(db, moderator, sent.id, "Cut off", "t", true); }).value();
    before_engine = [&](const sandbox::EngineCall& call) { kept = kept || call.job.keep_earlier; };
    worker().run_one();
    EXPECT_TRUE(kept);
}

TEST_P(WorkerTest, a_refusal_that_a_person_can_answer_waits_and_another_fails)
{
    verdict = engine::Verdict::refuse;
    reason_code = "missing_column";
    auto asked = send("a");
    worker().run_one();
    EXPECT_EQ(run(asked.id).state, held);
    answerable = false;
    reason_code = "no_table";
    auto hopeless = send("b");
    worker().run_one();
    EXPECT_EQ(run(hopeless.id).state, failed);
    EXPECT_EQ(run(hopeless.id).reason.value().code, "no_table");
}

TEST_P(WorkerTest, a_worker_taken_for_dead_writes_nothing)
{
    auto sent = send();
    before_engine = [&](const sandbox::EngineCall& call) {
        if (call.job.step != sandbox::EngineStep::publish) return;
        before_engine = nullptr;
        expire();
        worker("w2").run_one(); // takes over and publishes
    };
    worker("w1").run_one();
    auto done = detail(sent.id);
    EXPECT_EQ(done.run.state, succeeded);
    EXPECT_EQ(reports().size(), 1U);
    ASSERT_EQ(done.attempts.size(), 2U);
    EXPECT_EQ(done.attempts[0].outcome, "crash");
    EXPECT_EQ(done.attempts[1].worker, "w2");
    EXPECT_EQ(done.attempts[1].outcome, "succeeded");
}

TEST_P(WorkerTest, a_later_attempt_takes_up_the_checkpoint)
{
    auto sent = send();
    before_engine = [&](const sandbox::EngineCall& call) {
        if (call.job.step == sandbox::EngineStep::publish) throw std::runtime_error("accident after the checkpoint");
    };
    worker().run_one();
    EXPECT_EQ(engine_calls, 2);
    before_engine = nullptr;
    let_time_pass();
    worker().run_one();
    EXPECT_EQ(engine_calls, 3); // publish alone
    auto done = detail(sent.id);
    EXPECT_EQ(done.run.state, succeeded);
    EXPECT_NE(done.stages[1].messages.at(0).find("Taken up again"), std::string::npos);
}

TEST_P(WorkerTest, a_checkpoint_whose_file_has_changed_is_computed_again)
{
    auto sent = send();
    before_engine = [&](const sandbox::EngineCall& call) {
        if (call.job.step == sandbox::EngineStep::publish) throw std::runtime_error("accident after the checkpoint");
    };
    worker().run_one();
    before_engine = nullptr;
    auto clean = database().read(
        [&](db::Session& db) { return runs::find_file(db, users::Scope::everything(), sent.id, "clean.csv").value(); });
    std::ofstream(stored_at("exports", clean.sha256)) << "torn";
    let_time_pass();
    worker().run_one();
    EXPECT_EQ(engine_calls, 4);
    EXPECT_EQ(run(sent.id).state, succeeded);
}

TEST_P(WorkerTest, a_person_cancels_a_running_run)
{
    auto sent = send();
    before_engine = [&](const sandbox::EngineCall& call) {
        transact([&](db::Session& db) { return runs::cancel(db, clerk, sent.id); }).value();
        context_->cancelled.give();
        std::stop_callback wake(call.stop, [] {});
        while (!call.stop.stop_requested()) std::this_thread::yield();
        ending = sandbox::Ending::stopped;
    };
    worker().run_one();
    auto over = detail(sent.id);
    EXPECT_EQ(over.run.state, cancelled);
    EXPECT_EQ(over.run.ended_by, "person");
    EXPECT_EQ(over.run.stage_marks[0], runs::StageState::done);
    EXPECT_TRUE(reports().empty());
}

TEST_P(WorkerTest, a_server_that_stops_gives_its_run_back)
{
    auto sent = send();
    std::stop_source server;
    before_engine = [&](const sandbox::EngineCall& call) {
        server.request_stop();
        while (!call.stop.stop_requested()) std::this_thread::yield();
        ending = sandbox::Ending::stopped;
    };
    worker().run_one(server.get_token());
    EXPECT_EQ(run(sent.id).state, queued);
    EXPECT_EQ(detail(sent.id).attempts.at(0).outcome, "released");
    before_engine = nullptr;
    ending = sandbox::Ending::answered;
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, succeeded);
}

TEST_P(WorkerTest, corrections_take_effect_in_the_run_that_continues)
{
    auto sent = send();
    worker().run_one();
    std::vector<engine::Fix> fixes(1);
    fixes[0].line = 3;
    fixes[0].column = "amount";
    fixes[0].to = "12";
    transact([&](db::Session& db) { return runs::add_fixes(db, clerk, sent.id, fixes); }).value();
    std::vector<engine::Fix> applied;
    before_engine = [&](const sandbox::EngineCall& call) { applied = call.job.fixes; };
    transact([&](db::Session& db) { return runs::continue_with_fixes(db, clerk, sent.id, "t"); }).value();
    worker().run_one();
    ASSERT_EQ(applied.size(), 1U);
    EXPECT_EQ(applied[0].to, "12");
    auto published = reports();
    ASSERT_EQ(published.size(), 2U);
    EXPECT_EQ(published[1].version, 2);
    EXPECT_EQ(run(sent.id).to_fix, 0); // the later run has taken them up
}

TEST_P(WorkerTest, workers_in_threads_publish_each_file_once)
{
    for (int i = 0; i < 6; ++i) send("file " + std::to_string(i));
    {
        Workers workers(*context_, 3, std::chrono::seconds(25));
        context_->hint.give();
        for (;;) {
            auto counts = database().read([](db::Session& db) { return runs::counts(db, users::Scope::everything()); });
            if (counts.queued + counts.running == 0) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    auto published = reports();
    ASSERT_EQ(published.size(), 6U);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(published[i].version, static_cast<std::int64_t>(i + 1));
}
} // namespace
} // namespace pipeline
