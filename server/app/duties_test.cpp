#include "base/result.hpp"
#include "server/app/duties.hpp"
#include <gtest/gtest.h>

namespace app
{
namespace
{
Config config(const std::string& role, const std::string& database = "postgresql://db.school.test/hub")
{
    Config config;
    config.role = role;
    config.database = database;
    config.public_url = "https://hub.school.test";
    return config;
}

std::string refusal(const Config& config)
{
    try {
        duties_of(config);
    } catch (const Refusal& refusal) {
        return refusal.message;
    }
    return "";
}

TEST(Duties, are_those_that_are_named_and_all_without_a_word)
{
    EXPECT_TRUE(duties_of(Config()).all());
    EXPECT_TRUE(duties_of(config("api,worker,scheduler")).all());
    auto two = duties_of(config("scheduler, worker"));
    EXPECT_TRUE(two.worker && two.scheduler && !two.api);
    auto one = duties_of(config("api"));
    EXPECT_TRUE(one.api && !one.worker && !one.scheduler);
}

TEST(Duties, a_misspelt_role_is_named_beside_the_right_ones)
{
    for (const char* role : {"wroker", "api,wroker", "wroker,all"}) {
        auto words = refusal(config(role));
        for (const char* part : {"“wroker”", "api", "worker", "scheduler", "all"})
            EXPECT_NE(words.find(part), std::string::npos) << role << ": " << words;
    }
    EXPECT_NE(refusal(config("Worker")), "") << "one spelling";
    EXPECT_NE(refusal(config("")), "");
}

TEST(Duties, one_database_of_one_process_is_served_by_one_that_does_everything)
{
    for (const char* role : {"api", "worker", "scheduler", "api,worker"})
        EXPECT_NE(refusal(config(role, "")).find("--database"), std::string::npos) << role;
    EXPECT_EQ(refusal(config("all", "")), "");
}

TEST(Duties, a_scheduler_alone_is_told_where_people_reach_the_hub)
{
    auto alone = config("scheduler");
    alone.public_url.clear();
    EXPECT_NE(refusal(alone).find("public_url"), std::string::npos);
    alone.role = "scheduler,api";
    EXPECT_EQ(refusal(alone), "");
}
} // namespace
} // namespace app
