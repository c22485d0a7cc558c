#include "server/http/route.hpp"
#include "server/http/session.hpp"

namespace http
{
namespace
{
constexpr auto as_tuple = net::as_tuple(net::use_awaitable);
constexpr std::chrono::milliseconds look_after_peer{100};
constexpr std::chrono::milliseconds tidied_every{250};

// As long as somebody may come back for an answer.
Task<void> tidy_up(Core& core)
{
    net::steady_timer pause(core.io);
    while (core.late.tidy() > 0) {
        pause.expires_after(tidied_every);
        co_await pause.async_wait(net::use_awaitable);
    }
}
} // namespace

// True when the answer has come; false when the time is over or the peer has gone.
Task<bool> Session::wait_for(LateAnswer& late, std::chrono::milliseconds time)
{
    auto until = std::chrono::steady_clock::now() + time;
    while (true) {
        reply_ = core_.late.take(late);
        if (reply_) co_return true;
        auto left = until - std::chrono::steady_clock::now();
        if (left.count() <= 0 || socket_.is_gone()) co_return false;
        alarm_.expires_after(std::min<std::chrono::steady_clock::duration>(left, look_after_peer));
        co_await alarm_.async_wait(as_tuple);
    }
}

Task<void> Session::answer_late(const Route& route, std::function<Reply()> work)
{
    if (!core_.engine.take_place()) {
        auto full = problem(503, "The server has more to do than it can take on. Try again in a few seconds.");
        co_await write(std::move(full));
        co_return;
    }
    std::function<void()> wake = [weak = weak_from_this(), &io = core_.io] {
        net::post(io, [weak] {
            if (auto session = weak.lock()) session->alarm_.cancel();
        });
    };
    auto late = core_.late.begin(call_, std::move(place_), std::move(wake));
    net::post(core_.engine.threads, [core = &core_, late, work = std::move(work), access = access_]() mutable {
        Reply reply;
        try {
            // Nobody waits for the answer any more: the engine is not asked.
            if (late->unwanted.stop_requested()) throw Refusal{Why::unavailable, "The caller went away."};
            reply = work();
        } catch (...) {
            reply = reply_of(std::current_exception(), access.trace_id, access.accident);
        }
        work = nullptr; // what it holds goes here
        complete(*late->call, reply);
        access.status = reply.status;
        core->engine.give_place_back();
        bool is_waited_for = core->late.end(*late, std::move(reply), access.accident);
        if (!is_waited_for && core->setup.finished) core->setup.finished(access);
    });
    // A link is opened by nobody whom the address of an answer could know again.
    bool may_come_later = route.permission != Permission::anyone;
    deadline_.cancel();
    bool came = co_await wait_for(*late, may_come_later ? core_.setup.limits.late_after : std::chrono::hours(1));
    if (!came && socket_.is_gone()) {
        core_.late.give_up(*late);
        reply_ = problem(503, "The caller went away.");
    } else if (!came) {
        auto job = core_.late.promise(*late);
        reply_ = json_reply(202, json::encode(job));
        reply_->set("Location", late_address(job.id));
        reply_->set("Retry-After", "1");
        net::co_spawn(core_.io, tidy_up(core_), net::detached);
    }
    if (came) access_.accident = late->accident;
    co_await write(std::move(*reply_));
}
} // namespace http
