#include "server/app/wakeup_state.hpp"
#include <gtest/gtest.h>
#include <set>

namespace app
{
namespace
{
using queue::Mode;
using queue::Trouble;

TEST(WakeupState, says_what_is_in_force_and_what_is_missing)
{
    auto alone = wakeup_state({Mode::in_process, {}, false, Trouble::none});
    EXPECT_TRUE(alone.as_set_up);
    EXPECT_EQ(alone.words, "One process does everything and wakes itself.");
    EXPECT_TRUE(wakeup_state({Mode::notify, {}, false, Trouble::none}).as_set_up);
    EXPECT_TRUE(wakeup_state({Mode::redis, Trouble::none, false, Trouble::unreachable}).as_set_up) << "Redis is enough";

    auto polls = wakeup_state({Mode::polling, {}, false, Trouble::unreachable});
    EXPECT_FALSE(polls.as_set_up);
    EXPECT_TRUE(polls.words.starts_with("Each process looks for itself every 2 seconds."));
    auto pooled = wakeup_state({Mode::polling, Trouble::refused, false, Trouble::deaf});
    EXPECT_TRUE(pooled.words.starts_with("Redis refuses the user or the password. Something between this process and "
                                         "PostgreSQL, such as a pooler, keeps wake-ups back. Each process looks"));
    auto evicts = wakeup_state({Mode::redis, Trouble::none, true, Trouble::none});
    EXPECT_FALSE(evicts.as_set_up);
    EXPECT_NE(evicts.words.find("maxmemory-policy"), std::string::npos);
}

TEST(WakeupState, every_trouble_of_redis_has_words_of_its_own)
{
    std::set<std::string> words;
    for (auto trouble : {Trouble::none, Trouble::unreachable, Trouble::refused, Trouble::not_allowed, Trouble::deaf,
                         Trouble::untrusted}) {
        auto state = wakeup_state({Mode::notify, trouble, false, Trouble::none});
        EXPECT_EQ(state.as_set_up, trouble == Trouble::none);
        words.insert(state.words);
    }
    EXPECT_EQ(words.size(), 6U);
}

TEST(WakeupState, settings_name_redis_and_a_postgresql)
{
    Config config;
    EXPECT_FALSE(wakeup_settings(config).redis);
    EXPECT_EQ(wakeup_settings(config).postgres, "");
    config.redis = "rediss://cache.school.test";
    config.redis_ca_file = "ca.pem";
    config.database = "postgresql://db.school.test/batchops";
    auto settings = wakeup_settings(config);
    EXPECT_EQ(settings.redis.value().ca_file, "ca.pem");
    EXPECT_EQ(settings.postgres, config.database);
}
} // namespace
} // namespace app
