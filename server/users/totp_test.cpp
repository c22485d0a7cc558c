#include "server/users/totp.hpp"
#include <gtest/gtest.h>

namespace users
{
namespace
{
constexpr std::string_view rfc_secret = "12345678901234567890";

TEST(Totp, A13_the_codes_are_those_of_rfc_6238)
{
    // Appendix B, SHA-1, the last six of its eight digits.
    EXPECT_EQ(totp_code(rfc_secret, totp_step(59)), "287082");
    EXPECT_EQ(totp_code(rfc_secret, totp_step(1111111109)), "081804");
    EXPECT_EQ(totp_code(rfc_secret, totp_step(1111111111)), "050471");
    EXPECT_EQ(totp_code(rfc_secret, totp_step(1234567890)), "005924");
    EXPECT_EQ(totp_code(rfc_secret, totp_step(2000000000)), "279037");
    EXPECT_EQ(totp_code(rfc_secret, totp_step(20000000000)), "353130");
}

TEST(Totp, a_clock_may_be_half_a_minute_off_and_a_code_counts_once)
{
    constexpr std::int64_t now = 1'700'000'000;
    auto at = [&](std::int64_t steps) { return totp_code(rfc_secret, totp_step(now) + steps); };
    for (auto steps : {-1, 0, 1})
        EXPECT_EQ(matching_step(rfc_secret, at(steps), now, 0), totp_step(now) + steps) << steps;
    for (auto steps : {-2, 2}) EXPECT_FALSE(matching_step(rfc_secret, at(steps), now, 0)) << steps;
    EXPECT_FALSE(matching_step(rfc_secret, at(0), now, totp_step(now)));
    EXPECT_FALSE(matching_step(rfc_secret, "", now, 0));
    EXPECT_FALSE(matching_step(rfc_secret, at(0) + "0", now, 0));
}

TEST(Totp, the_address_carries_the_secret_as_apps_read_it)
{
    EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI"); // RFC 4648 §10
    EXPECT_EQ(to_base32("f"), "MY");
    EXPECT_EQ(otpauth_address("foobar", "North & South", "ben@north.test"),
              "otpauth://totp/North%20%26%20South:ben@north.test?secret=MZXW6YTBOI&issuer=North%20%26%20South");
}
} // namespace
} // namespace users
