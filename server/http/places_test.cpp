#include "server/http/places.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
TEST(Places, A4_an_address_of_ipv6_counts_with_the_network_that_its_owner_has)
{
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(network_of("2001:db8:1:2:ffff::9"), "2001:db8:1:2::/64");
    EXPECT_NE(network_of("2001:db8:1:3::1"), network_of("2001:db8:1:2::1"));
    EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("no address"), "no address");
}

TEST(Places, D9_nobody_takes_more_than_a_share_and_gives_it_back)
{
    Places places;
    auto first = places.take({{"person 1", 2}, {"department 7", 3}});
    auto second = places.take({{"person 1", 2}, {"department 7", 3}});
    EXPECT_FALSE(places.take({{"person 1", 2}, {"department 7", 3}}));
    auto other = places.take({{"person 2", 2}, {"department 7", 3}});
    EXPECT_TRUE(other);
    EXPECT_FALSE(places.take({{"person 3", 2}, {"department 7", 3}})) << "the department is busy";
    EXPECT_TRUE(places.take({{"person 3", 2}, {"department 8", 3}}));
    second.reset();
    EXPECT_TRUE(places.take({{"person 1", 2}, {"department 7", 3}})) << "and nothing was kept by what was refused";
}
} // namespace
} // namespace http
