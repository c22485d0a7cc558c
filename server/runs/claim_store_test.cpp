#include "server/runs/test_school.hpp"

namespace runs
{
namespace
{
struct ClaimStore : SchoolTest {
    void expire()
    {
        transact([](db::Session& db) { db.exec("UPDATE runs SET lease_until = '' WHERE state = 'running'"); });
    }
};
ON_BOTH_ENGINES(ClaimStore);

TEST_P(ClaimStore, a_claim_has_everything_its_execution_needs)
{
    auto sent = send();
    auto got = claim().value();
    EXPECT_EQ(got.id, sent.id);
    EXPECT_EQ(got.epoch, 1);
    EXPECT_EQ(got.contract_text, test_contract);
    EXPECT_EQ(got.file_name, "fees.csv");
    EXPECT_EQ(got.uploader, "Ben Ito");
    EXPECT_EQ(run(sent.id).state, RunState::running);
    EXPECT_FALSE(claim("w2")); // one lease at a time
}

TEST_P(ClaimStore, files_of_one_period_are_taken_in_the_order_they_were_sent)
{
    auto first = send("one"), second = send("two"), other = send("other", "2026-W47");
    EXPECT_EQ(claim().value().id, first.id);
    EXPECT_EQ(claim().value().id, other.id);
    EXPECT_FALSE(claim());
    transact([&](db::Session& db) {
        db.exec("UPDATE runs SET state = 'cancelled', finished_at = '', lease_token = NULL, "
                "lease_until = NULL WHERE id = $1",
                first.id);
    });
    EXPECT_EQ(claim().value().id, second.id);
}

TEST_P(ClaimStore, a_file_waits_for_earlier_files_of_the_feed_it_refers_to)
{
    auto referring = transact([&](db::Session& db) {
        return feeds::insert(
                   db,
                   {"feed: marks\ndepartment: fees\nschema:\n  fields: [{name: student_id, type: string}]\n"
                    "  foreignKeys: [{fields: student_id, reference: {resource: fees, fields: student_id}}]\n",
                    {}},
                   {})
            .value();
    });
    auto roster = send();
    std::swap(feed, referring);
    auto marks = send("marks", "");
    EXPECT_EQ(claim().value().id, roster.id);
    EXPECT_FALSE(claim());
    transact([&](db::Session& db) {
        db.exec("UPDATE runs SET state = 'cancelled', finished_at = '', lease_token = NULL, "
                "lease_until = NULL WHERE id = $1",
                roster.id);
    });
    EXPECT_EQ(claim().value().id, marks.id);
}

TEST_P(ClaimStore, nothing_is_taken_before_its_time)
{
    send();
    transact([](db::Session& db) { db.exec("UPDATE runs SET not_before = $1", db.now(std::chrono::hours(1))); });
    EXPECT_FALSE(claim());
}

TEST_P(ClaimStore, an_expired_lease_is_taken_over_and_the_old_holder_writes_nothing)
{
    send();
    auto old = claim("w1").value();
    expire();
    auto fresh = claim("w2").value();
    EXPECT_EQ(fresh.id, old.id);
    EXPECT_EQ(fresh.epoch, old.epoch + 1);
    engine::Reason reason{"x", "y", false};
    transact([&](db::Session& db) {
        EXPECT_EQ(heartbeat(db, old.fence()), Pulse::lost);
        EXPECT_FALSE(start_stage(db, old.fence(), engine::StageName::read));
        EXPECT_FALSE(finish_stage(db, old.fence(), {engine::StageName::read, 1, 1, {}}));
        EXPECT_FALSE(succeed(db, old.fence(), 1, 1, 0));
        EXPECT_FALSE(hold(db, old.fence(), reason, 1, 1));
        EXPECT_FALSE(fail(db, old.fence(), reason));
        EXPECT_FALSE(end_cancelled(db, old.fence()));
        EXPECT_FALSE(retry_later(db, old.fence(), reason));
        EXPECT_FALSE(release(db, old.fence()));
        EXPECT_FALSE(save_checkpoint(db, old.fence(), 1, engine::StageName::validate, {"i", "o", 1, "c"}));
        EXPECT_EQ(heartbeat(db, fresh.fence()), Pulse::alive);
    });
}

TEST_P(ClaimStore, the_token_matters_even_where_the_number_is_the_same)
{
    send();
    auto got = claim().value();
    auto forged = got.fence();
    forged.lease_token = "another";
    EXPECT_EQ(transact([&](db::Session& db) { return heartbeat(db, forged); }), Pulse::lost);
}

TEST_P(ClaimStore, the_third_death_of_a_worker_quarantines_the_run)
{
    auto sent = send();
    for (int death = 1; death <= 3; ++death) {
        ASSERT_TRUE(claim()) << death;
        expire();
    }
    EXPECT_FALSE(claim());
    auto over = detail(sent.id);
    EXPECT_EQ(over.run.state, RunState::quarantined);
    EXPECT_EQ(over.run.reason.value().code, "worker_died");
    ASSERT_EQ(over.attempts.size(), 3U);
    EXPECT_EQ(over.attempts[0].outcome, "crash");
    EXPECT_EQ(over.attempts[2].outcome, "quarantined");
}

TEST_P(ClaimStore, a_new_boot_takes_up_what_the_old_one_left_at_once)
{
    auto sent = send();
    claim("old-1", "old").value();
    transact([](db::Session& db) { note_worker(db, "new-1", "new"); });
    EXPECT_EQ(transact([](db::Session& db) { return release_runs_of_other_boots(db, "new"); }), 1);
    EXPECT_EQ(claim("new-1", "new").value().id, sent.id);
    EXPECT_EQ(transact([](db::Session& db) { return release_runs_of_other_boots(db, "new"); }), 0); // its own stays
}

TEST_P(ClaimStore, a_heartbeat_says_that_a_person_cancelled)
{
    auto sent = send();
    auto got = claim().value();
    transact([&](db::Session& db) { return cancel(db, clerk, sent.id); }).value();
    EXPECT_EQ(run(sent.id).state, RunState::running);
    transact([&](db::Session& db) {
        EXPECT_EQ(heartbeat(db, got.fence()), Pulse::cancel_requested);
        EXPECT_TRUE(end_cancelled(db, got.fence()));
    });
    EXPECT_EQ(run(sent.id).state, RunState::cancelled);
}

TEST_P(ClaimStore, many_workers_take_each_run_once)
{
    constexpr int files = 12;
    for (int i = 0; i < files; ++i) send("x", "2026-W" + std::to_string(10 + i));
    std::vector<std::int64_t> taken;
    std::mutex mutex;
    {
        std::vector<std::jthread> workers;
        for (int w = 0; w < 4; ++w)
            workers.emplace_back([&, w] {
                while (auto got = claim("w" + std::to_string(w))) {
                    std::lock_guard lock(mutex);
                    taken.push_back(got->id);
                }
            });
    }
    while (auto got = claim()) taken.push_back(got->id); // skipped while another looked at it
    std::ranges::sort(taken);
    EXPECT_EQ(std::ranges::unique(taken).begin(), taken.end());
    EXPECT_EQ(taken.size(), static_cast<std::size_t>(files));
}

TEST_P(ClaimStore, stages_show_where_a_run_is)
{
    auto sent = send();
    auto got = claim().value();
    transact([&](db::Session& db) {
        EXPECT_TRUE(start_stage(db, got.fence(), engine::StageName::receive));
        EXPECT_TRUE(finish_stage(db, got.fence(), {engine::StageName::receive, 0, 0, {"12 bytes"}}));
        EXPECT_TRUE(start_stage(db, got.fence(), engine::StageName::read));
    });
    auto seen = detail(sent.id);
    EXPECT_EQ(seen.run.stage, engine::StageName::read);
    EXPECT_EQ(seen.run.stage_marks[0], StageState::done);
    EXPECT_EQ(seen.run.stage_marks[1], StageState::running);
    EXPECT_EQ(seen.stages[0].messages.at(0), "12 bytes");
    EXPECT_EQ(seen.stages[0].rows_in, std::nullopt);
    EXPECT_EQ(seen.stages[5].state, StageState::waiting);
    transact([&](db::Session& db) { EXPECT_TRUE(fail(db, got.fence(), {"crashed", "It crashed.", false})); });
    EXPECT_EQ(run(sent.id).stage_marks[1], StageState::failed);
}
} // namespace
} // namespace runs
