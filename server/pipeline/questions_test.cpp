// Questions that are asked of the engine again while it works on them.
#include "server/pipeline/questions.hpp"
#include "server/pipeline/test_hub.hpp"
#include "server/sandbox/descriptor.hpp"
#include <algorithm>
#include <thread>

namespace pipeline
{
namespace
{
class AskedAgain : public PipelineTest
{
protected:
    void SetUp() override
    {
        PipelineTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        questions_ = std::make_unique<Questions>(*context_, 2);
        context_->engine = [this](const sandbox::EngineCall& call, const auto&) {
            std::unique_lock lock(mutex_);
            ++children_;
            moved_.notify_all();
            moved_.wait(lock, call.stop, [&] { return open_; });
            sandbox::Outcome outcome;
            outcome.ending = open_ ? sandbox::Ending::answered : sandbox::Ending::stopped;
            stopped_ += !open_;
            moved_.notify_all();
            put(call.job.outputs.at("answer"), "about " + call.job.contract_text);
            return outcome;
        };
    }
    void TearDown() override
    {
        let_go();
        callers_.clear();
        PipelineTest::TearDown();
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
            auto outcome = questions_->ask(job, unwanted);
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
        while (questions_->waiting() != count) std::this_thread::yield();
    }
    void let_go()
    {
        std::lock_guard lock(mutex_);
        open_ = true;
        moved_.notify_all();
    }

    std::unique_ptr<Questions> questions_;
    sandbox::Descriptor file_ = sandbox::anonymous_file("file");
    std::mutex mutex_;
    std::condition_variable_any moved_;
    int children_ = 0, stopped_ = 0;
    bool open_ = false;
    std::vector<std::string> answers_;
    std::vector<std::jthread> callers_;
};
ON_BOTH_ENGINES(AskedAgain);

TEST_P(AskedAgain, equal_questions_share_one_child_and_each_gets_the_answer)
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

TEST_P(AskedAgain, the_child_is_stopped_when_the_last_who_wants_it_has_gone)
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

TEST_P(AskedAgain, who_joined_gets_the_answer_though_the_first_has_gone)
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

TEST_P(AskedAgain, a_question_that_waits_for_its_turn_ends_when_nobody_wants_it)
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
