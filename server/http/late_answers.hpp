#pragma once
// Answers that may take long, because a child works on them. Who asks waits on the connection for a while, and then
// asks for the answer at /api/jobs/{id}. When nobody waits any more, the work is told to stop.
#include "server/http/call.hpp"
#include "server/http/reply.hpp"
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace http
{
struct Route;

enum class JobState { running, done };
BOOST_DESCRIBE_ENUM(JobState, running, done)

// What who asked is told under the address of the answer.
struct LateJob {
    std::string id;
    JobState state = JobState::running;
    std::optional<int> status;         // of the answer
    std::optional<std::string> result; // where the answer is, as it would have come at once
};
BOOST_DESCRIBE_STRUCT(LateJob, (), (id, state, status, result))

struct LateAnswer {
    std::string id;              // nobody guesses it
    std::shared_ptr<Call> call;  // outlives its connection
    std::shared_ptr<void> place; // of the caller, until the work has ended
    std::stop_source unwanted;
    std::function<void()> ended; // wakes the connection

    // Guarded by LateAnswers.
    std::optional<Reply> reply;
    std::string accident;     // for the log
    bool is_promised = false; // who asked was sent to its address, so it is kept until then
    std::chrono::steady_clock::time_point until;
};

// May be used on any thread.
class LateAnswers
{
public:
    using Time = std::chrono::milliseconds;
    // asked_within: how long the work goes on for somebody who does not ask how it is; kept: how long an answer lies
    // ready.
    LateAnswers(Time asked_within, Time kept) : asked_within_(asked_within), kept_(kept) {}

    std::shared_ptr<LateAnswer> begin(std::shared_ptr<Call> call, std::shared_ptr<void> place,
                                      std::function<void()> ended);
    // False where no connection waits for it.
    bool end(LateAnswer& late, Reply reply, const std::string& accident);
    // What came, for the connection that waits.
    std::optional<Reply> take(LateAnswer& late);
    // The connection waits no longer: who asked comes back to its address, or has gone away.
    LateJob promise(LateAnswer& late);
    void give_up(LateAnswer& late);

    // For its asker alone, with the rights that they had when they asked; otherwise there is none (throws Refusal).
    LateJob look(std::string_view id, const Caller& who);
    Reply result(std::string_view id, const Caller& who); // refused (conflict) while it is worked on

    // Stops what nobody asks for any more and forgets what nobody fetched; how many are left.
    std::size_t tidy();
    void stop_all();

private:
    LateAnswer& require_own(std::string_view id, const Caller& who);
    static LateJob state_of(const LateAnswer& late);

    Time asked_within_, kept_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<LateAnswer>, std::less<>> all_;
};

std::string late_address(std::string_view id);
std::span<const Route> late_routes();
} // namespace http
