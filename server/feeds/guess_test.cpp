#include "server/feeds/guess.hpp"
#include <gtest/gtest.h>

namespace feeds
{
namespace
{
using namespace std::chrono;

FeedRules feed(std::int64_t id, std::string title, std::string pattern, engine::Period period)
{
    FeedRules made;
    made.id = id;
    made.title = std::move(title);
    made.match_filename = std::move(pattern);
    made.period = period;
    return made;
}
const std::vector<FeedRules> feeds_here{feed(1, "Attendance", "attendance*.csv", engine::Period::week),
                                        feed(2, "Attendance, staff", "attendance*staff*.csv", engine::Period::week),
                                        feed(3, "Admissions", "admissions*", engine::Period::none)};

TEST(Guess, a_name_finds_its_feed_and_period)
{
    auto found = guess(feeds_here, "Attendance-2026-W47.csv", 2026y / November / 23);
    EXPECT_EQ(found.feed.value().id, 1);
    EXPECT_EQ(found.period.value().key, "2026-W47");
}

TEST(Guess, the_longest_pattern_wins)
{
    EXPECT_EQ(guess(feeds_here, "attendance-staff.csv", 2026y / November / 23).feed.value().id, 2);
}

TEST(Guess, without_a_week_in_the_name_it_is_the_current_one)
{
    EXPECT_EQ(guess(feeds_here, "attendance.csv", 2026y / November / 23).period.value().key, "2026-W48");
    EXPECT_FALSE(guess(feeds_here, "admissions.xlsx", 2026y / November / 23).period);
}

TEST(Guess, an_unknown_name_says_what_to_do)
{
    auto found = guess(feeds_here, "photo.png", 2026y / November / 23);
    EXPECT_FALSE(found.feed);
    EXPECT_NE(found.reason.find("Choose the feed"), std::string::npos);
}

TEST(NameFits, stars_and_question_marks)
{
    EXPECT_TRUE(name_fits("*", ""));
    EXPECT_TRUE(name_fits("a*b*c", "aXbXbc"));
    EXPECT_TRUE(name_fits("fees-????.csv", "FEES-2026.CSV"));
    EXPECT_FALSE(name_fits("fees-????.csv", "fees-26.csv"));
    EXPECT_FALSE(name_fits("a*b", "abc"));
    EXPECT_FALSE(name_fits("", "x"));
}
} // namespace
} // namespace feeds
