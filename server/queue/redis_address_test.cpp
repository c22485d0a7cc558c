#include "base/result.hpp"
#include "server/queue/redis_address.hpp"
#include <gtest/gtest.h>

namespace queue
{
namespace
{
TEST(RedisAddress, is_read_with_everything_that_may_be_in_it)
{
    auto whole = redis_address("rediss://hub:p%40ss%2Fword@cache.school.test:6380/0", "ca.pem");
    EXPECT_EQ(whole.host, "cache.school.test");
    EXPECT_EQ(whole.port, 6380);
    EXPECT_TRUE(whole.tls);
    EXPECT_EQ(whole.user, "hub");
    EXPECT_EQ(whole.password, "p@ss/word");
    EXPECT_EQ(whole.ca_file, "ca.pem");

    auto bare = redis_address("redis://127.0.0.1", "");
    EXPECT_EQ(bare.port, 6379);
    EXPECT_FALSE(bare.tls);
    EXPECT_EQ(bare.user + bare.password, "");
    EXPECT_EQ(redis_address("redis://:word@[::1]:7000/", "").host, "::1");
    EXPECT_EQ(redis_address("redis://:word@[::1]:7000/", "").password, "word");
}

TEST(RedisAddress, D5_that_is_none_is_refused_without_saying_it)
{
    for (const char* wrong :
         {"cache.school.test:6379", "http://hub:s3cret@cache.school.test", "redis://hub:s3cret@", "redis://",
          "redis://hub:s3cret@cache.school.test:port", "redis://hub:s3cret@cache.school.test:0",
          "redis://hub:s3cret@cache.school.test:66000", "redis://hub@cache.school.test",
          "redis://hub:s3cret@cache.school.test/4", "redis://hub:s3/cret@cache.school.test",
          "redis://hub:s3cret@cache.school.test?ssl=1", "redis:hub"}) {
        try {
            redis_address(wrong, "");
            ADD_FAILURE() << wrong;
        } catch (const Refusal& refusal) {
            EXPECT_NE(refusal.message.find("redis://user:password@host:6379"), std::string::npos);
            EXPECT_EQ(refusal.message.find("s3"), std::string::npos);
        }
    }
}
} // namespace
} // namespace queue
