#include "server/http/late_answers.hpp"
#include "base/ids.hpp"
#include "server/http/route.hpp"

namespace http
{
namespace
{
using Clock = std::chrono::steady_clock;

LateJob show_job(Call& call) { return call.use<LateAnswers>().look(call.path("id"), call.caller()); }
Reply show_result(Call& call) { return call.use<LateAnswers>().result(call.path("id"), call.caller()); }

constexpr Route routes_of_late_answers[] = {
    get<&show_job>("/api/jobs/{id}", may::signed_in, "Show how an answer is coming on that takes longer").by_hand(),
    get<&show_result>("/api/jobs/{id}/result", may::signed_in, "Fetch the answer, as it would have come at once")
        .by_hand(),
};
} // namespace

std::string late_address(std::string_view id) { return "/api/jobs/" + std::string(id); }
std::span<const Route> late_routes() { return routes_of_late_answers; }

std::shared_ptr<LateAnswer> LateAnswers::begin(std::shared_ptr<Call> call, std::shared_ptr<void> place,
                                               std::function<void()> ended)
{
    auto late = std::make_shared<LateAnswer>();
    late->id = random_hex(16);
    late->call = std::move(call);
    late->call->unwanted = late->unwanted.get_token();
    late->place = std::move(place);
    late->ended = std::move(ended);
    std::lock_guard lock(mutex_);
    all_.emplace(late->id, late);
    return late;
}

bool LateAnswers::end(LateAnswer& late, Reply reply, const std::string& accident)
{
    std::lock_guard lock(mutex_);
    late.reply = std::move(reply);
    late.accident = accident;
    late.place.reset();
    late.until = Clock::now() + kept_;
    late.ended();
    return !late.is_promised && !late.unwanted.stop_requested();
}

std::optional<Reply> LateAnswers::take(LateAnswer& late)
{
    std::lock_guard lock(mutex_);
    if (late.reply) all_.erase(late.id);
    return late.reply;
}

LateJob LateAnswers::promise(LateAnswer& late)
{
    std::lock_guard lock(mutex_);
    late.is_promised = true;
    if (!late.reply) late.until = Clock::now() + asked_within_;
    return state_of(late);
}

void LateAnswers::give_up(LateAnswer& late)
{
    late.unwanted.request_stop();
    std::lock_guard lock(mutex_);
    all_.erase(late.id);
}

LateAnswer& LateAnswers::require_own(std::string_view id, const Caller& who)
{
    auto found = all_.find(id);
    const auto* asker = found == all_.end() || !found->second->is_promised ? nullptr : &*found->second->call->signed_in;
    if (!asker || asker->token_id != who.token_id || asker->rights != who.rights)
        throw Refusal{Why::not_found, "There is no such answer, or it is not kept any more. Ask the question again."};
    auto& late = *found->second;
    if (!late.reply) late.until = Clock::now() + asked_within_;
    return late;
}

LateJob LateAnswers::state_of(const LateAnswer& late)
{
    LateJob job{late.id, JobState::running, {}, {}};
    if (!late.reply) return job;
    job.state = JobState::done;
    job.status = late.reply->status;
    job.result = late_address(late.id) + "/result";
    return job;
}

LateJob LateAnswers::look(std::string_view id, const Caller& who)
{
    std::lock_guard lock(mutex_);
    return state_of(require_own(id, who));
}

Reply LateAnswers::result(std::string_view id, const Caller& who)
{
    std::lock_guard lock(mutex_);
    auto& late = require_own(id, who);
    if (!late.reply) throw Refusal{Why::conflict, "The answer is not there yet. Ask again in a second."};
    return *late.reply;
}

std::size_t LateAnswers::tidy()
{
    auto now = Clock::now();
    std::lock_guard lock(mutex_);
    std::erase_if(all_, [&](const auto& one) {
        auto& late = *one.second;
        if (!late.is_promised || late.until > now) return false;
        late.unwanted.request_stop();
        return true;
    });
    return all_.size();
}

void LateAnswers::stop_all()
{
    std::lock_guard lock(mutex_);
    for (auto& [id, late] : all_) late->unwanted.request_stop();
}
} // namespace http
