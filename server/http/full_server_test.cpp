// A server that has all the connections it takes.
#include "server/http/server.hpp"
#include "server/http/test_client.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>

namespace
{
struct Thing {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id))
Thing show(http::Call& call) { return {call.id()}; }
constexpr http::Route routes[] = {
    http::get<&show>("/api/things/{id}", http::Permission::read_runs, "Show a thing").by_hand(),
};

using Held = std::vector<std::unique_ptr<http::testing::Connection>>;

// A server that takes six connections.
struct FullServer : ::testing::Test {
    void SetUp() override
    {
        http::Setup setup({routes}, services);
        setup.authenticate = [](std::string_view token) -> std::optional<http::Caller> {
            if (token.empty()) return std::nullopt;
            return http::Caller{
                token == "clerk" ? 7 : 8, "", "user", {http::Permission::read_runs}, 1, {}, {}, nullptr};
        };
        setup.limits.connections = 6;
        server = std::make_unique<http::Server>(std::move(setup));
        server->start();
    }
    void TearDown() override { server->stop(std::chrono::seconds(2)); }

    static int ask(http::testing::Connection& connection, const std::string& token)
    {
        connection.send(http::testing::request_text({"GET", "/api/things/5", token, "", {}}));
        return connection.read_answer(true).status;
    }
    http::testing::Connection& open(Held& into) const
    {
        into.push_back(std::make_unique<http::testing::Connection>(server->port()));
        return *into.back();
    }

    http::Services services;
    std::unique_ptr<http::Server> server;
    Held held, others;
};

TEST_F(FullServer, D9_one_account_that_holds_all_connections_keeps_nobody_out_who_comes_from_the_same_address)
{
    for (int i = 0; i < 6; ++i) EXPECT_EQ(ask(open(held), "clerk"), 200);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(ask(open(others), "guest"), 200) << "there is room";
    for (auto& other : others) EXPECT_EQ(ask(*other, "guest"), 200) << "and it stays";
    EXPECT_EQ(ask(*held.back(), "clerk"), 200) << "of the one who holds most, those that waited longest went";
    EXPECT_TRUE(held.front()->is_closed());
}

TEST_F(FullServer, D9_one_who_never_signs_in_and_holds_all_connections_keeps_nobody_out_of_the_same_address)
{
    for (int i = 0; i < 6; ++i) EXPECT_EQ(ask(open(held), ""), 401);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(open(others), "clerk"), 200) << "there is room";
    for (auto& other : others) EXPECT_EQ(ask(*other, "clerk"), 200) << "and it stays";
    EXPECT_TRUE(held.front()->is_closed());
}
} // namespace
