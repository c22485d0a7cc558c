#include "server/users/password.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>

namespace users
{
namespace
{
TEST(Password, a_hash_fits_its_password_only)
{
    auto hash = hash_password("correct horse battery").value();
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(password_fits("correct horse battery", hash).value());
    EXPECT_FALSE(password_fits("correct horse batterx", hash).value());
    EXPECT_NE(hash, hash_password("correct horse battery").value()); // salted
}

TEST(Password, nobody_has_no_password) { EXPECT_FALSE(password_fits("", "").value()); }

TEST(Password, short_and_much_used_ones_are_refused)
{
    EXPECT_FALSE(check_password("seven77"));
    EXPECT_FALSE(check_password("Password1"));
    EXPECT_FALSE(check_password("P@ssw0rd"));
    EXPECT_FALSE(check_password(std::string(1025, 'x')));
    EXPECT_TRUE(check_password("kettle on the hob"));
    EXPECT_TRUE(check_password(std::string(64, 'x')));
    EXPECT_TRUE(check_password(random_password()));
}

TEST(Password, random_ones_differ)
{
    std::set<std::string> made;
    for (int i = 0; i < 50; ++i) made.insert(random_password());
    EXPECT_EQ(made.size(), 50U);
    EXPECT_EQ(made.begin()->size(), 23U);
}

TEST(Password, a_flood_is_sent_away_and_not_queued_for_ever)
{
    std::atomic<int> served = 0, refused = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 40; ++i)
        threads.emplace_back([&] {
            auto answer = password_fits("x", "");
            ++(answer ? served : refused);
            if (!answer) {
                EXPECT_EQ(answer.error().why, Why::too_many);
            }
        });
    threads.clear();
    EXPECT_EQ(served + refused, 40);
    EXPECT_GE(served, 10);
}
} // namespace
} // namespace users
