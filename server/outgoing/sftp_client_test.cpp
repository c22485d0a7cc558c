#include "server/outgoing/flood.hpp"
#include "server/outgoing/guard.hpp"
#include "server/outgoing/sftp_client.hpp"
#include <gtest/gtest.h>

namespace outgoing
{
namespace
{
std::string why_not(std::uint16_t port, std::chrono::seconds longest, const std::function<void()>& breathe = {})
{
    try {
        SftpClient("127.0.0.1", port, {"127.0.0.1"}, "", longest, breathe);
        return "";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

// Lines before the banner, and packets that a client must ignore (RFC 4253, 4.2 and 11.2).
std::string lines() { return "welcome\r\nto this server\r\n"; }
std::string packets()
{
    using namespace std::string_literals;
    return "SSH-2.0-flood\r\n"s + "\0\0\0\x0c\x06\x02\0\0\0\0\0\0\0\0\0\0"s;
}

TEST(SftpClient, D2_a_server_that_sends_without_an_end_is_left_when_the_time_is_over)
{
    for (const auto& bytes : {lines(), packets()}) {
        Flood server(bytes);
        EXPECT_NE(why_not(server.port, std::chrono::seconds(1)), "");
    }
    Flood server(lines());
    EXPECT_EQ(why_not(server.port, std::chrono::seconds(1)), "it takes too long");
}

TEST(SftpClient, what_breathing_throws_ends_what_is_under_way)
{
    Flood server(lines());
    int breaths = 0;
    EXPECT_EQ(why_not(server.port, std::chrono::hours(1),
                      [&] {
                          if (++breaths == 1000) throw std::runtime_error("given up");
                      }),
              "given up");
}

TEST(SftpClient, D2_nobody_inside_the_network_is_asked)
{
    EXPECT_THROW(SftpClient("127.0.0.1", 9, {}, "", std::chrono::seconds(1)), Unreachable);
    try {
        SftpClient("127.0.0.1", 9, {}, "", std::chrono::seconds(1));
    } catch (const Unreachable& error) {
        EXPECT_STREQ(error.what(), inside_words);
    }
}
} // namespace
} // namespace outgoing
