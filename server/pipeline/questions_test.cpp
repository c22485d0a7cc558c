// Questions that are asked of the engine again while it works on them.
#include "server/pipeline/questions.hpp"
#include "base/bytes.hpp"
#include "server/sandbox/descriptor.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <thread>

namespace pipeline
{
namespace
{
struct Deaf final : runs::EventSink {
    void run_changed(const runs::Run&) override {}
    void stage_changed(const runs::StageEvent&, std::int64_t) override {}
    void report_published(const reports::Report&) override {}
};

class AskedAgain : public testing::Test
{
protected:
    void SetUp() override
    {
        context_.engine = [this](const sandbox::EngineCall& call, const auto&) {
            std::unique_lock lock(mutex_);
            ++children_;
            moved_.notify_all();
            moved_.wait(lock, call.stop, [&] { return open_; });
            sandbox::Outcome outcome;
            outcome.ending = open_ ? sandbox::Ending::answered : sandbox::Ending::stopped;
            stopped_ += !open_;
            moved_.notify_all();
            FileSink sink(call.job.outputs.at("answer"));
            sink.write("about " + call.job.contract_text);
            sink.flush();
            return outcome;
        };
    }
    void TearDown() override
    {
        let_go();
        callers_.clear();
        std::filesystem::remove_all(folder_);
    }

    // Asks elsewhere, and keeps what came in a file of its own.
    void ask(const std::string& contract, std::stop_token unwanted = {})
    {
        callers_.emplace_back([this, contract, unwanted] {
            auto answer = sandbox::anonymous_file("answer");
            sandbox::ChildJob job;
            job.file = file_.number();
            job.contract_text = contract;
            job.outputs["answer"] = answer.number();
            auto outcome = questions_.ask(job, unwanted);
            std::lock_guard lock(mutex_);
            answers_.push_back(outcome ? read_all(FileSource(answer.number())) : "refused");
            moved_.notify_all();
        });
    }
    template <class Holds> void await(Holds holds)
    {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, holds);
    }
    void await_waiting(int count)
    {
        while (questions_.waiting() != count) std::this_thread::yield();
    }
    void let_go()
    {
        std::lock_guard lock(mutex_);
        open_ = true;
        moved_.notify_all();
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("questions_test_" + std::to_string(getpid()));
    db::Database database_{(std::filesystem::create_directories(folder_), "sqlite:" + (folder_ / "hub.db").string())};
    storage::Storage storage_{folder_, storage::StorageLimits{.free_share = 0}};
    Deaf deaf_;
    Context context_{database_, storage_, deaf_, "boot"};
    Questions questions_{context_, 2};
    sandbox::Descriptor file_ = sandbox::anonymous_file("file");
    std::mutex mutex_;
    std::condition_variable_any moved_;
    int children_ = 0, stopped_ = 0;
    bool open_ = false;
    std::vector<std::string> answers_;
    std::vector<std::jthread> callers_;
};

TEST_F(AskedAgain, equal_questions_share_one_child_and_each_gets_the_answer)
{
    for (int i = 0; i < 3; ++i) ask("rules");
    await_waiting(3);
    ask("other rules");
    await_waiting(4);
    await([&] { return children_ == 2; });
    let_go();
    await([&] { return answers_.size() == 4; });
    std::ranges::sort(answers_);
    EXPECT_EQ(answers_, (std::vector<std::string>{"about other rules", "about rules", "about rules", "about rules"}));
    EXPECT_EQ(children_, 2);
}

TEST_F(AskedAgain, the_child_is_stopped_when_the_last_who_wants_it_has_gone)
{
    std::stop_source first, second;
    ask("rules", first.get_token());
    ask("rules", second.get_token());
    await_waiting(2);
    await([&] { return children_ == 1; });
    first.request_stop();
    await_waiting(1);
    EXPECT_EQ(stopped_, 0);
    second.request_stop();
    await([&] { return stopped_ == 1 && answers_.size() == 2; });
    EXPECT_EQ(answers_, (std::vector<std::string>{"refused", "refused"}));
    ask("rules"); // begins anew
    await([&] { return children_ == 2; });
}

TEST_F(AskedAgain, who_joined_gets_the_answer_though_the_first_has_gone)
{
    std::stop_source first;
    ask("rules", first.get_token());
    await_waiting(1);
    ask("rules");
    await_waiting(2);
    first.request_stop();
    await_waiting(1);
    let_go();
    await([&] { return answers_.size() == 2; });
    std::ranges::sort(answers_);
    EXPECT_EQ(answers_, (std::vector<std::string>{"about rules", "refused"}));
}

TEST_F(AskedAgain, a_question_that_waits_for_its_turn_ends_when_nobody_wants_it)
{
    std::stop_source third;
    ask("one");
    ask("two");
    await([&] { return children_ == 2; });
    ask("three", third.get_token());
    await_waiting(3);
    third.request_stop();
    await([&] { return answers_.size() == 1; });
    EXPECT_EQ(children_, 2);
}
} // namespace
} // namespace pipeline
