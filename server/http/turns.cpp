#include "server/http/turns.hpp"

// g++ 12 takes Asio's recycled coroutine frames for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace http
{
namespace net = boost::asio;

net::awaitable<std::shared_ptr<void>> Turns::take(std::string who, std::size_t at_a_time, std::size_t most_waiting)
{
    auto& line = lines_[who];
    if (line.inside < at_a_time)
        ++line.inside;
    else if (line.waiting.size() >= most_waiting)
        co_return nullptr;
    else {
        auto executor = co_await net::this_coro::executor;
        auto turn = std::make_shared<net::steady_timer>(executor, std::chrono::steady_clock::time_point::max());
        line.waiting.push_back(turn);
        co_await turn->async_wait(net::as_tuple(net::use_awaitable));
    }
    co_return std::shared_ptr<void>(this, [this, who](void*) { pass_on(who); });
}

void Turns::pass_on(const std::string& who)
{
    auto found = lines_.find(who);
    auto& line = found->second;
    while (!line.waiting.empty()) {
        auto next = line.waiting.front().lock();
        line.waiting.pop_front();
        if (!next) continue;
        next->cancel();
        return;
    }
    if (--line.inside == 0) lines_.erase(found);
}
} // namespace http
