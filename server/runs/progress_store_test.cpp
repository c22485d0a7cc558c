#include "server/runs/checkpoint_store.hpp"
#include "server/runs/test_school.hpp"
#include <functional>

namespace runs
{
namespace
{
struct ProgressStore : SchoolTest {
    // Ends a run that was claimed.
    void finish(const Claim& claim)
    {
        transact([&](db::Session& db) { EXPECT_TRUE(fail(db, claim.fence(), {"x", "y", false})); });
    }
};
ON_BOTH_ENGINES(ProgressStore);

TEST_P(ProgressStore, a_claim_has_everything_its_execution_needs)
{
    auto sent = send();
    auto got = claim().value();
    EXPECT_EQ(got.id, sent.id);
    EXPECT_EQ(got.job.epoch, 1);
    EXPECT_EQ(got.contract_text, test_contract);
    EXPECT_EQ(got.file_name, "fees.csv");
    EXPECT_EQ(got.uploader, "Ben Ito");
    EXPECT_EQ(run(sent.id).state, RunState::running);
    EXPECT_FALSE(claim("w2")); // one lease at a time
}

TEST_P(ProgressStore, files_of_one_period_are_taken_in_the_order_they_were_sent)
{
    auto first = send("one"), second = send("two"), other = send("other", "2026-W47");
    auto in_work = claim().value();
    EXPECT_EQ(in_work.id, first.id);
    EXPECT_EQ(claim().value().id, other.id);
    EXPECT_FALSE(claim());
    finish(in_work);
    EXPECT_EQ(claim().value().id, second.id);
}

TEST_P(ProgressStore, a_file_waits_for_earlier_files_of_the_feed_it_refers_to)
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
    auto in_work = claim().value();
    EXPECT_EQ(in_work.id, roster.id);
    EXPECT_FALSE(claim());
    finish(in_work);
    EXPECT_EQ(claim().value().id, marks.id);
}

TEST_P(ProgressStore, an_expired_lease_is_taken_over_and_the_old_holder_writes_nothing)
{
    send();
    auto old = claim("w1").value();
    expire();
    auto fresh = claim("w2").value();
    EXPECT_EQ(fresh.id, old.id);
    EXPECT_EQ(fresh.job.epoch, old.job.epoch + 1);
    engine::Reason reason{"x", "y", false};
    transact([&](db::Session& db) {
        EXPECT_EQ(jobs::heartbeat(db, old.fence()), jobs::Pulse::lost);
        EXPECT_EQ(jobs::look(db, old.fence()), jobs::Pulse::lost);
        EXPECT_FALSE(start_stage(db, old.fence(), engine::StageName::read));
        EXPECT_FALSE(finish_stage(db, old.fence(), {engine::StageName::read, 1, 1, {}}));
        EXPECT_FALSE(succeed(db, old.fence(), 1, 1, 0));
        EXPECT_FALSE(hold(db, old.fence(), reason, 1, 1));
        EXPECT_FALSE(fail(db, old.fence(), reason));
        EXPECT_FALSE(end_cancelled(db, old.fence()));
        EXPECT_FALSE(retry_later(db, old, Fault::unknown, reason));
        EXPECT_FALSE(release(db, old.fence()));
        EXPECT_FALSE(save_checkpoint(db, old.fence(), 1, engine::StageName::validate, {"i", "o", 1, "c"}));
        EXPECT_EQ(jobs::heartbeat(db, fresh.fence()), jobs::Pulse::alive);
    });
}

TEST_P(ProgressStore, the_token_matters_even_where_the_number_is_the_same)
{
    send();
    auto got = claim().value();
    auto forged = got.fence();
    forged.lease_token = "another";
    EXPECT_EQ(transact([&](db::Session& db) { return jobs::heartbeat(db, forged); }), jobs::Pulse::lost);
}

TEST_P(ProgressStore, the_hubs_own_deaths_never_end_a_file)
{
    auto sent = send();
    for (int death = 1; death <= 12; ++death) {
        ASSERT_TRUE(claim()) << death;
        expire();
        EXPECT_EQ(run(sent.id).state, RunState::queued);
        let_time_pass();
    }
    auto got = claim().value();
    EXPECT_EQ(detail(sent.id).attempts[0].outcome, "crash");
    transact([&](db::Session& db) { EXPECT_TRUE(succeed(db, got.fence(), 1, 1, 0)); });
    EXPECT_EQ(run(sent.id).state, RunState::succeeded);
}

TEST_P(ProgressStore, a_run_that_was_in_work_at_each_death_does_not_take_the_hub_down_in_a_loop)
{
    send();
    for (int death = 1; death <= 2; ++death) {
        ASSERT_TRUE(claim()) << death;
        expire();
    }
    ASSERT_TRUE(claim());
    expire();
    EXPECT_EQ(
        database().read([](db::Session& db) { return db.value<std::int64_t>("SELECT COUNT(*) FROM jobs_later"); }), 1);
    let_time_pass();
    EXPECT_TRUE(claim());
}

TEST_P(ProgressStore, a_heartbeat_says_that_a_person_cancelled)
{
    auto sent = send();
    auto got = claim().value();
    transact([&](db::Session& db) { return cancel(db, clerk, sent.id); }).value();
    EXPECT_EQ(run(sent.id).state, RunState::running);
    transact([&](db::Session& db) {
        EXPECT_EQ(jobs::heartbeat(db, got.fence()), jobs::Pulse::cancel_requested);
        EXPECT_EQ(jobs::look(db, got.fence()), jobs::Pulse::cancel_requested);
        EXPECT_TRUE(end_cancelled(db, got.fence()));
    });
    EXPECT_EQ(run(sent.id).state, RunState::cancelled);
}

TEST_P(ProgressStore, a_cancellation_survives_whatever_becomes_of_the_worker)
{
    using Leave = std::function<void(const Claim&)>;
    engine::Reason reason{"x", "y", false};
    auto try_again = [&](Fault fault) {
        return [&, fault](const Claim& claim) {
            transact([&](db::Session& db) { EXPECT_TRUE(retry_later(db, claim, fault, reason)); });
        };
    };
    const std::pair<const char*, Leave> ways[] = {
        {"dies", [&](const Claim&) { expire(); }},
        {"is stopped", [&](const Claim& got) { transact([&](db::Session& db) { release(db, got.fence()); }); }},
        {"meets an accident", try_again(Fault::unknown)},
        {"meets a full disk", try_again(Fault::surroundings)},
        {"loses its child", try_again(Fault::child)},
    };
    for (const auto& [how, leave] : ways) {
        auto sent = send(how);
        auto got = claim().value();
        ASSERT_EQ(got.id, sent.id);
        transact([&](db::Session& db) { return cancel(db, clerk, sent.id); }).value();
        leave(got);
        let_time_pass();
        EXPECT_FALSE(claim()) << how;
        EXPECT_EQ(run(sent.id).state, RunState::cancelled) << how;
    }
}

TEST_P(ProgressStore, a_cancelled_file_in_the_middle_of_a_line_does_not_let_the_next_one_past_the_first)
{
    auto first = send("one"), second = send("two"), third = send("three");
    auto in_work = claim().value();
    transact([&](db::Session& db) { return cancel(db, clerk, second.id); }).value();
    EXPECT_FALSE(claim());
    finish(in_work);
    EXPECT_EQ(claim().value().id, third.id);
    EXPECT_EQ(in_work.id, first.id);
}

TEST_P(ProgressStore, many_workers_take_each_run_once)
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

TEST_P(ProgressStore, stages_show_where_a_run_is)
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
