// Who may call what: one row for each route, checked against the running hub.
#include "server/app/expected_permissions.hpp"
#include "server/app/roles.hpp"
#include "server/app/routes.hpp"
#include "server/app/test_hub.hpp"
#include <set>

namespace app
{
namespace
{
using http::testing::Answer;
using http::testing::Ask;

std::vector<const http::Route*> all_routes()
{
    std::vector<const http::Route*> all;
    for (auto routes : routes())
        for (const auto& route : routes) all.push_back(&route);
    return all;
}

std::string name_of(const http::Route& route)
{
    return (route.verb == http::Verb::get ? "GET " : "POST ") + std::string(route.path);
}

// With values for rows that do not exist, so that being let in shows as 404 or 422.
std::string target_of(const http::Route& route)
{
    std::string target;
    for (std::size_t i = 0; i < route.path.size(); ++i) {
        if (route.path[i] != '{')
            target += route.path[i];
        else {
            target += "999";
            i = route.path.find('}', i);
        }
    }
    return target;
}

class Permissions : public TestHub
{
protected:
    Answer call(const http::Route& route, const std::string& token)
    {
        http::testing::Connection connection(port());
        Ask ask{route.verb == http::Verb::get ? "GET" : "POST", target_of(route), token, "", {}};
        if (route.verb == http::Verb::post) ask.body = route.receive ? "" : "{}";
        connection.send(http::testing::request_text(ask));
        return connection.read_answer(route.answer != http::Answer::events);
    }
};

TEST_F(Permissions, A7_every_route_has_a_row_and_every_row_a_route)
{
    std::set<std::string> known, listed;
    for (const auto* route : all_routes()) known.insert(name_of(*route));
    for (const auto& [name, least] : expected) listed.insert(name);
    EXPECT_EQ(known, listed);
}

TEST_F(Permissions, A7_every_route_lets_in_exactly_the_roles_of_its_row)
{
    for (const auto* route : all_routes()) {
        auto row = expected.find(name_of(*route));
        ASSERT_NE(row, expected.end()) << name_of(*route);
        auto nobody = call(*route, "");
        EXPECT_EQ(nobody.status == 401, row->second != Least::anyone) << row->first;
        EXPECT_EQ(call(*route, "bop_made_up").status == 401, row->second != Least::anyone) << row->first;
        std::pair<Least, users::Role> roles[] = {{Least::user, users::Role::user},
                                                 {Least::moderator, users::Role::moderator},
                                                 {Least::admin, users::Role::admin}};
        for (auto [rank, role] : roles) {
            auto answer = call(*route, sign_in(role));
            EXPECT_NE(answer.status, 401) << row->first;
            EXPECT_NE(answer.status, 500) << row->first << answer.body;
            bool barred = answer.status == 403;
            EXPECT_EQ(barred, rank < row->second) << row->first << " as " << json::enum_text(role) << answer.body;
            if (!barred) continue;
            EXPECT_NE(answer.body.find("admin"), std::string::npos) << "a 403 names who can grant it";
        }
    }
}

// What asks for no scope: who one is, and the end of the sign-in.
bool asks_for_a_scope(const http::Route& route)
{
    using enum http::Permission;
    return route.permission != anyone && route.permission != signed_in && route.permission != own_account;
}

TEST_F(Permissions, A6_every_route_asks_for_its_scope_and_for_nothing_else)
{
    auto admin = sign_in(users::Role::admin);
    auto all = permissions_of(users::Role::admin).list();
    auto script_with = [&](const std::vector<http::Permission>& scopes) {
        return hub_->database().transact([&](db::Session& db) {
            auto owner = users::find_token_owner(db, admin).value();
            return users::issue_script_token(db, owner.user.id, "script", scopes, std::chrono::hours(1)).token;
        });
    };
    std::set<std::string> without;
    for (const auto* route : all_routes()) {
        if (route->permission == http::Permission::signed_in) without.insert(name_of(*route));
        if (!asks_for_a_scope(*route)) continue;
        auto others = all;
        std::erase(others, route->permission);
        auto refused = call(*route, script_with(others));
        EXPECT_EQ(refused.status, 403) << name_of(*route) << refused.body;
        EXPECT_NE(call(*route, script_with({route->permission})).status, 403) << name_of(*route);
        EXPECT_EQ(call(*route, script_with({})).status, 403) << name_of(*route);
    }
    EXPECT_EQ(without, (std::set<std::string>{"GET /api/jobs/{id}", "GET /api/jobs/{id}/result", "GET /api/me",
                                              "POST /api/sign-out"}));
}

class SecondFactorMissing : public Permissions
{
protected:
    void adjust(Config& config) override { config.trusted_proxy = "10.9.8.7"; }
};

TEST_F(SecondFactorMissing, A13_moderators_and_admins_reach_their_own_account_and_no_other_route)
{
    for (auto role : {users::Role::moderator, users::Role::admin})
        for (const auto* route : all_routes())
            EXPECT_TRUE(!asks_for_a_scope(*route) || call(*route, sign_in(role)).status == 403)
                << name_of(*route) << " as " << json::enum_text(role);
}

TEST_F(Permissions, A11_every_answer_carries_the_security_headers)
{
    auto check = [](const Answer& answer, const std::string& of) {
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << of;
        EXPECT_EQ(answer.header("referrer-policy"), "no-referrer") << of;
        EXPECT_EQ(answer.header("x-frame-options"), "DENY") << of;
        EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin") << of;
        EXPECT_EQ(answer.header("cross-origin-resource-policy"), "same-origin") << of;
        EXPECT_NE(answer.header("content-security-policy").find("default-src 'none'"), std::string::npos) << of;
        EXPECT_EQ(answer.header("cache-control"), "no-store") << of;
        EXPECT_NE(answer.header("vary").find("Origin"), std::string::npos) << of;
        EXPECT_EQ(answer.header("x-request-id").size(), 16u) << of;
        EXPECT_EQ(answer.header("server"), "") << of;
        EXPECT_EQ(answer.header("set-cookie"), "") << of;
    };
    auto admin = sign_in(users::Role::admin);
    for (const auto* route : all_routes()) {
        check(call(*route, admin), name_of(*route));
        check(call(*route, ""), name_of(*route) + " without a token");
        admin = sign_in(users::Role::admin); // one of the routes signs out
    }
    using http::testing::send;
    check(send(port(), {"GET", "/api/nothing", "", "", {}}), "404");
    check(send(port(), {"DELETE", "/api/runs", "", "", {}}), "405");
    check(send(port(), {"OPTIONS", "/api/runs", "", "", {}}), "OPTIONS");
    check(send(port(), {"GET", "/", "", "", {}}), "the page");
    check(send(port(), {"POST", "/api/sign-in", "", "{", {}}), "400");
    check(http::testing::send_raw(port(), "GET / HTTP/1.1\r\n\r\n"), "no Host");
}
} // namespace
} // namespace app
