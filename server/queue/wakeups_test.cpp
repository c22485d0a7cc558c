#include "base/log.hpp"
#include "server/queue/wakeups.hpp"
#include <gtest/gtest.h>

namespace queue
{
namespace
{
template <class Check> bool soon(Check check)
{
    for (int i = 0; i < 1000 && !check(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return check();
}

TEST(Wakeups, of_one_process_stay_in_it)
{
    std::atomic<int> heard{0};
    Wakeups alone({}, [&](Mode, Topic) { ++heard; });
    alone.say(Topic::jobs);
    EXPECT_EQ(alone.status().mode, Mode::in_process);
    EXPECT_FALSE(alone.status().redis);
    EXPECT_EQ(heard, 0);
}

TEST(Wakeups, that_reach_nobody_are_said_in_vain_and_the_process_polls)
{
    logs::set_level("off");
    Wakeups::Settings settings;
    settings.redis = redis_address("redis://hub:word@127.0.0.1:1", "");
    settings.postgres = "postgresql://127.0.0.1:1/none";
    settings.pace.first_pause = settings.pace.longest_pause = std::chrono::milliseconds(5);
    std::atomic<int> heard{0};
    Wakeups away(settings, [&](Mode, Topic) { ++heard; });
    for (int i = 0; i < 1000; ++i) away.say(Topic::news);
    EXPECT_TRUE(soon([&] { return away.status().redis == Trouble::unreachable; }));
    EXPECT_EQ(away.status().notify, Trouble::unreachable);
    EXPECT_EQ(away.status().mode, Mode::polling);
    EXPECT_EQ(heard, 0);
}

TEST(Wakeups, an_address_of_postgresql_that_is_none_is_only_polling)
{
    logs::set_level("off");
    Wakeups wrong({{}, "postgresql://:port/?what=1"}, [](Mode, Topic) {});
    EXPECT_EQ(wrong.status().mode, Mode::polling);
}
} // namespace
} // namespace queue
