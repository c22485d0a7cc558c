#pragma once
// What a person waits for on a screen is asked of an engine child of its own, a few at a time. Questions that are asked
// again while the child works share it; it is stopped when the last one who wants the answer has gone.
#include "base/result.hpp"
#include "server/pipeline/context.hpp"
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <string>

namespace pipeline
{
class Questions
{
public:
    Questions(Context& context, int at_a_time) : context_(context), free_(at_a_time) {}

    // Refuses in words where the child gives no answer or nobody wants it any more (conflict), or the file cannot be
    // read (invalid). What it says about the file rules is part of the answer.
    Result<sandbox::Outcome> ask(sandbox::ChildJob job, const std::stop_token& unwanted);
    int waiting(); // for an answer, those who joined a question included

private:
    struct Shared;
    std::shared_ptr<Shared> join(const std::string& question, bool& leads);
    void leave(const std::string& question, Shared& shared);
    void lead(const std::string& question, Shared& shared, const sandbox::ChildJob& job);
    sandbox::Outcome run(const sandbox::ChildJob& job, const std::stop_token& unwanted);

    Context& context_;
    std::counting_semaphore<> free_;
    std::mutex mutex_;
    std::condition_variable moved_;
    std::map<std::string, std::shared_ptr<Shared>> under_way_;
};
} // namespace pipeline
