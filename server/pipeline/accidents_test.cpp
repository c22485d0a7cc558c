#include "base/sha256.hpp"
#include "server/db/overload.hpp"
#include "server/pipeline/test_hub.hpp"
#include <filesystem>
#include <fstream>
#include <functional>
#include <system_error>

namespace pipeline
{
namespace
{
using enum runs::RunState;
struct Accidents : PipelineTest {
};
ON_BOTH_ENGINES(Accidents);

TEST_P(Accidents, what_the_child_was_stopped_for_fails_the_run_with_a_reason_and_nothing_else)
{
    for (auto how : {sandbox::Ending::too_slow, sandbox::Ending::refused_by_sandbox}) {
        ending = how;
        auto sent = send(json::enum_text(how));
        worker().run_one();
        auto stopped = detail(sent.id);
        EXPECT_EQ(stopped.run.state, failed);
        EXPECT_EQ(stopped.run.reason.value().code, json::enum_text(how));
        EXPECT_EQ(stopped.run.attempt, 1);
    }
    ending = sandbox::Ending::answered;
    auto next = send("next");
    worker().run_one();
    EXPECT_EQ(run(next.id).state, succeeded);
}

TEST_P(Accidents, one_death_of_the_child_is_no_proof_against_the_file)
{
    for (auto how : {sandbox::Ending::crashed, sandbox::Ending::out_of_memory}) {
        ending = how;
        auto sent = send(json::enum_text(how));
        worker().run_one();
        EXPECT_EQ(run(sent.id).state, queued);
        ending = sandbox::Ending::answered;
        let_time_pass();
        worker().run_one();
        EXPECT_EQ(run(sent.id).state, succeeded);
    }
}

TEST_P(Accidents, two_deaths_of_the_child_end_the_run_with_a_reason)
{
    std::vector<std::string> told;
    context_->tell_admins = [&](db::Session&, const std::string& about, const AdminNotice& notice) {
        told.push_back(about + ": " + notice.words);
    };
    for (auto [how, state] :
         {std::pair{sandbox::Ending::crashed, quarantined}, {sandbox::Ending::out_of_memory, failed}}) {
        ending = how;
        auto sent = send(json::enum_text(how));
        for (int death = 1; death <= 2; ++death) {
            EXPECT_EQ(run(sent.id).state, queued);
            let_time_pass();
            EXPECT_TRUE(worker().run_one());
        }
        let_time_pass();
        EXPECT_FALSE(worker().run_one());
        EXPECT_EQ(run(sent.id).state, state);
        EXPECT_EQ(run(sent.id).reason.value().code, json::enum_text(how));
    }
    ASSERT_EQ(told.size(), 1U) << "of the one that was set aside";
    EXPECT_EQ(told[0].find("quarantine:"), 0U);
    EXPECT_NE(told[0].find("ended the program that checks it"), std::string::npos);
}

TEST_P(Accidents, trouble_around_the_hub_is_waited_out_however_often_it_comes)
{
    const std::function<void()> troubles[] = {
        [] { throw Refusal{Why::storage_full, "full"}; }, [] { throw db::Error(db::Problem::unavailable, "away"); },
        [] { throw db::Overload("canceling statement due to statement timeout"); },
        [] { throw std::system_error(std::make_error_code(std::errc::no_space_on_device)); },
        [] { throw std::filesystem::filesystem_error("rename", std::make_error_code(std::errc::io_error)); }};
    int number = 0;
    for (const auto& trouble : troubles) {
        auto sent = send("file " + std::to_string(++number));
        before_engine = [&](const sandbox::EngineCall&) { trouble(); };
        for (int attempt = 1; attempt <= 5; ++attempt) {
            EXPECT_TRUE(worker().run_one()) << number;
            EXPECT_EQ(run(sent.id).state, queued) << number;
            EXPECT_TRUE(std::filesystem::is_empty(folder() / "storage" / "tmp"));
            let_time_pass();
        }
        before_engine = nullptr;
        EXPECT_TRUE(worker().run_one());
        EXPECT_EQ(run(sent.id).state, succeeded);
    }
}

TEST_P(Accidents, an_accident_is_tried_again_later_and_fails_after_three)
{
    ending = sandbox::Ending::failed;
    auto sent = send();
    for (int attempt = 1; attempt <= 3; ++attempt) {
        EXPECT_EQ(run(sent.id).state, queued);
        let_time_pass();
        EXPECT_TRUE(worker().run_one());
    }
    auto stopped = detail(sent.id);
    EXPECT_EQ(stopped.run.state, failed);
    EXPECT_EQ(stopped.run.reason.value().code, "accident");
    ASSERT_EQ(stopped.attempts.size(), 3U);
    EXPECT_EQ(stopped.attempts[0].outcome, "error");
    EXPECT_EQ(stopped.attempts[2].outcome, "failed");
}

TEST_P(Accidents, a_stored_file_that_is_lost_is_tried_again_and_then_a_fault_of_its_own)
{
    auto sent = send();
    auto path = stored_at("uploads", sha256_hex("student_id,amount\n1,2\n"));
    std::filesystem::remove(path);
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, queued); // another process may be putting it there
    std::ofstream(path) << "student_id,amount\n1,2\n";
    let_time_pass();
    worker().run_one();
    EXPECT_EQ(run(sent.id).state, succeeded);

    auto rotten = send("student_id,amount\n1,3\n");
    std::ofstream(stored_at("uploads", sha256_hex("student_id,amount\n1,3\n"))) << "flipped";
    for (int i = 0; i < 3; ++i) {
        let_time_pass();
        worker().run_one();
    }
    EXPECT_EQ(run(rotten.id).state, failed);
    EXPECT_EQ(run(rotten.id).reason.value().code, "file_damaged");
    EXPECT_EQ(reports().size(), 1U);
}
} // namespace
} // namespace pipeline
