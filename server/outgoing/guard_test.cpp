#include "server/outgoing/guard.hpp"
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace outgoing
{
namespace
{
sockaddr_storage address_of(const char* text)
{
    sockaddr_storage storage{};
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        storage.ss_family = AF_INET;
    else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        storage.ss_family = AF_INET6;
    return storage;
}

bool open(const char* text)
{
    auto storage = address_of(text);
    return is_public(reinterpret_cast<const sockaddr&>(storage));
}

TEST(Outgoing, D2_addresses_inside_are_not_reached_however_they_are_written)
{
    for (auto inside : {"127.0.0.1",
                        "127.8.8.8",
                        "0.0.0.0",
                        "10.1.2.3",
                        "172.16.0.1",
                        "172.31.255.255",
                        "192.168.1.1",
                        "169.254.169.254",
                        "100.64.0.1",
                        "192.0.2.1",
                        "198.18.0.1",
                        "198.51.100.7",
                        "203.0.113.9",
                        "224.0.0.1",
                        "240.0.0.1",
                        "255.255.255.255",
                        "::1",
                        "::",
                        "fe80::1",
                        "fc00::1",
                        "fd12::1",
                        "ff02::1",
                        "::ffff:127.0.0.1",
                        "::ffff:10.0.0.1",
                        "64:ff9b::7f00:1",
                        "2002:7f00:1::",
                        "2001:db8::1",
                        "2001::1",
                        "::127.0.0.1",
                        "not an address"})
        EXPECT_FALSE(open(inside)) << inside;
    for (auto outside : {"8.8.8.8", "172.32.0.1", "172.15.255.255", "100.128.0.1", "192.167.0.1", "2606:4700::1111",
                         "::ffff:8.8.8.8", "2002:808:808::"})
        EXPECT_TRUE(open(outside)) << outside;
}

TEST(Outgoing, D2_an_address_inside_is_reached_only_by_name_on_the_list)
{
    auto inside = address_of("10.0.0.5");
    const auto& address = reinterpret_cast<const sockaddr&>(inside);
    EXPECT_EQ(address_text(address), "10.0.0.5");
    EXPECT_FALSE(may_connect(address, {}));
    EXPECT_FALSE(may_connect(address, {"10.0.0.50"}));
    EXPECT_TRUE(may_connect(address, {"10.0.0.4", "10.0.0.5"}));
}
} // namespace
} // namespace outgoing
