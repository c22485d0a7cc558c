#include "server/db/error.hpp"
#include "server/http/reply.hpp"
#include <gmock/gmock.h>
#include <utility>

namespace http
{
namespace
{
TEST(Replies, what_the_database_says_is_told_in_words_and_only_the_unknown_is_an_error_of_the_server)
{
    using db::Problem;
    for (auto [problem, status] : {std::pair{Problem::unique, 409},
                                   {Problem::foreign_key, 409},
                                   {Problem::full, 507},
                                   {Problem::busy, 503},
                                   {Problem::unavailable, 503},
                                   {Problem::check, 500},
                                   {Problem::other, 500}}) {
        std::string accident;
        auto thrown = std::make_exception_ptr(db::Error(problem, "index subscriptions_in_force"));
        auto reply = reply_of(thrown, "0123456789abcdef", accident);
        EXPECT_EQ(reply.status, status);
        EXPECT_EQ(accident, "index subscriptions_in_force") << "for the log";
        EXPECT_THAT(reply.body, testing::Not(testing::HasSubstr("subscriptions_in_force")));
    }
}
} // namespace
} // namespace http
