#include "server/http/proxy.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
TEST(Proxy, A4_an_address_in_a_header_is_believed_of_a_trusted_proxy_only)
{
    auto proxies = comma_separated("10.0.0.2, 10.0.0.3");
    EXPECT_EQ(client_behind(proxies, "192.0.2.7", "198.51.100.1"), "192.0.2.7");
    EXPECT_EQ(client_behind({}, "10.0.0.2", "198.51.100.1"), "10.0.0.2");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", "198.51.100.1"), "198.51.100.1");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", "2001:db8::1"), "2001:db8::1");
}

TEST(Proxy, A4_what_a_client_puts_in_front_changes_nothing)
{
    auto proxies = comma_separated("10.0.0.2,10.0.0.3");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", "127.0.0.1, 198.51.100.1, 10.0.0.3"), "198.51.100.1");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", "198.51.100.1, <script>"), "10.0.0.2");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", ""), "10.0.0.2");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", ", ,"), "10.0.0.2");
    EXPECT_EQ(client_behind(proxies, "10.0.0.2", "10.0.0.3"), "10.0.0.2");
}
} // namespace
} // namespace http
