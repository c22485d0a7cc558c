#include "server/queue/hint.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace queue
{
namespace
{
TEST(Hint, wakes_who_waits_and_who_is_about_to)
{
    Hint hint;
    auto seen = hint.seen();
    hint.give();
    hint.wait(seen, std::chrono::hours(1), {}); // given before the wait began
    seen = hint.seen();
    std::jthread giver([&] { hint.give(); });
    hint.wait(seen, std::chrono::hours(1), {});
    EXPECT_EQ(hint.seen(), 2U);
}

TEST(Hint, a_stop_ends_the_wait)
{
    Hint hint;
    std::jthread waiter([&](std::stop_token stop) { hint.wait(hint.seen(), std::chrono::hours(1), stop); });
    waiter.request_stop();
    waiter.join();
    EXPECT_EQ(hint.seen(), 0U);
}
} // namespace
} // namespace queue
