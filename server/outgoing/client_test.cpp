#include "server/outgoing/client.hpp"
#include "server/outgoing/flood.hpp"
#include <gtest/gtest.h>

namespace outgoing
{
namespace
{
TEST(OutgoingClient, what_breathing_throws_ends_a_head_that_never_ends)
{
    Flood server("HTTP/1.1 100 Continue\r\n\r\n");
    Request request{.url = "http://127.0.0.1:" + std::to_string(server.port)};
    int breaths = 0;
    request.breathe = [&] {
        if (++breaths == 3) throw std::logic_error("given up");
    };
    EXPECT_THROW(Client({"127.0.0.1"}).ask(request), std::logic_error);
}
} // namespace
} // namespace outgoing
