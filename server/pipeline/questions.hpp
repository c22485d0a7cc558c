#pragma once
// What a person waits for on a screen is asked of an engine child of its own, a few at a time.
#include "base/result.hpp"
#include "server/pipeline/context.hpp"
#include <semaphore>

namespace pipeline
{
class Questions
{
public:
    Questions(Context& context, int at_a_time) : context_(context), free_(at_a_time) {}

    // Refuses in words where the child gives no answer (conflict) or the file cannot be read (invalid). What it says
    // about the file rules is part of the answer.
    Result<sandbox::Outcome> ask(sandbox::ChildJob job);

private:
    Context& context_;
    std::counting_semaphore<> free_;
};
} // namespace pipeline
