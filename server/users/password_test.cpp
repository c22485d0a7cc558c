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
TEST(Password, A2_a_hash_fits_its_password_only)
{
    auto hash = hash_password("correct horse battery").value();
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(password_fits("correct horse battery", hash).value());
    EXPECT_FALSE(password_fits("correct horse batterx", hash).value());
    EXPECT_NE(hash, hash_password("correct horse battery").value()); // salted
}

TEST(Password, A3_nobody_has_no_password) { EXPECT_FALSE(password_fits("", "").value()); }

TEST(Password, A1_short_and_much_used_ones_are_refused)
{
    EXPECT_FALSE(check_password("seven77"));
    EXPECT_FALSE(check_password("Password1"));
    EXPECT_FALSE(check_password("P@ssw0rd"));
    EXPECT_FALSE(check_password(std::string(1025, 'x')));
    EXPECT_TRUE(check_password("kettle on the hob"));
    EXPECT_TRUE(check_password("sixty-four or more characters are taken whole: kettle, hob, tea, cup"));
    EXPECT_TRUE(check_password(random_password()));
}

TEST(Password, A1_words_with_the_usual_changes_walks_and_dates_are_refused)
{
    for (auto weak :
         {"qwertyuiop", "Summer2026!", "123456789",  "87654321", "11111111",     "abc12345",    "iloveyou2",
          "Liverpool1", "1q2w3e4r5t",  "letmein123", "01011990", "19900101",     "password",    "PASSWORD123",
          "p4ssw0rd!!", "michelle",    "dragon99",   "asdfasdf", "zxcvbnm,",     "football12",  "monkeymonkey",
          "blink182",   "trustno1",    "welcome1",   "12341234", "batchops2026", "123password", "midnight",
          "scorpion",   "startrek",    "drowssap",   "paradise"})
        EXPECT_FALSE(check_password(weak)) << weak;
    for (auto good : {"kettle on the hob", "Vq7#mfyT2k", "zwiebelkuchen-im-mai", "correct horse battery",
                      "dog bites tall postman", "\u00fcber-den-wolken", "8305927461"})
        EXPECT_TRUE(check_password(good)) << good;
}

TEST(Password, A1_eight_characters_are_counted_as_people_see_them)
{
    EXPECT_FALSE(check_password("\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4")); // seven, fourteen bytes
    EXPECT_TRUE(check_password("\u00e4\u00f6zt\u00fcqk\u00dfm"));
    std::string one(200, 'q'), other = one;
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = other[i] = static_cast<char>('a' + i * 7 % 26);
    other.back() = '!';
    EXPECT_FALSE(password_fits(other, hash_password(one).value()).value()); // nothing is cut off
}

TEST(Password, A2_a_hash_of_django_fits_and_asks_to_be_made_anew)
{
    std::string hash = "pbkdf2_sha256$1000$seasalt$qjEm+hhoZl1DN1rxEB7owxYMY243ed5EHlK14r2o/uo=";
    EXPECT_TRUE(password_fits("kettle on the hob", hash).value());
    EXPECT_FALSE(password_fits("kettle on the hoc", hash).value());
    EXPECT_TRUE(needs_rehash(hash));
    EXPECT_FALSE(needs_rehash(hash_password("kettle on the hob").value()));
    for (auto broken :
         {"pbkdf2_sha256$", "pbkdf2_sha256$x$s$h", "pbkdf2_sha256$1000$s$", "pbkdf2_sha256$1000$s",
          "pbkdf2_sha256$999999999$seasalt$qjEm+hhoZl1DN1rxEB7owxYMY243ed5EHlK14r2o/uo=", "pbkdf2_sha256$-1$s$AAAA"})
        EXPECT_FALSE(password_fits("kettle on the hob", broken).value()) << broken;
}

TEST(Password, A3_nobody_and_somebody_cost_the_same_work)
{
    auto work_of = [](const std::string& hash) {
        auto before = passwords_hashed();
        EXPECT_FALSE(password_fits("not the password", hash).value());
        return passwords_hashed() - before;
    };
    auto argon2 = hash_password("kettle on the hob").value();
    EXPECT_EQ(work_of(""), 1U);
    EXPECT_EQ(work_of(argon2), 1U);
    EXPECT_EQ(work_of("pbkdf2_sha256$1000$seasalt$qjEm+hhoZl1DN1rxEB7owxYMY243ed5EHlK14r2o/uo="), 1U);
}

TEST(Password, random_ones_differ)
{
    std::set<std::string> made;
    for (int i = 0; i < 50; ++i) made.insert(random_password());
    EXPECT_EQ(made.size(), 50U);
    EXPECT_EQ(made.begin()->size(), 23U);
}

TEST(Password, A2_a_flood_is_sent_away_and_not_queued_for_ever)
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
