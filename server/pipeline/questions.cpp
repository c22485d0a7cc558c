#include "server/pipeline/questions.hpp"
#include <algorithm>

namespace pipeline
{
namespace
{
constexpr std::int64_t most_cpu_seconds = 30; // somebody looks at a spinner

struct Permit {
    explicit Permit(std::counting_semaphore<>& from) : from(from) { from.acquire(); }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;
    ~Permit() { from.release(); }
    std::counting_semaphore<>& from;
};
} // namespace

Result<sandbox::Outcome> Questions::ask(sandbox::ChildJob job)
{
    Permit permit(free_);
    sandbox::EngineCall call;
    call.job = std::move(job);
    call.job.limits = context_.engine_limits;
    call.job.limits.cpu_seconds = std::min(call.job.limits.cpu_seconds, most_cpu_seconds);
    call.binary = context_.engine_binary;
    call.deadline = context_.engine_deadline;
    auto outcome = context_.engine(call, {});
    if (!outcome.answered()) return refuse(Why::conflict, outcome.message);
    if (outcome.unreadable) return refuse(Why::invalid, outcome.unreadable->message);
    return outcome;
}
} // namespace pipeline
