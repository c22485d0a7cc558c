// Who may call what: one row for each route, checked against the running hub. A route without a row fails.
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

enum class Least { anyone, user, moderator, admin };

const std::map<std::string, Least> expected{
    {"POST /api/sign-in", Least::anyone},
    {"GET /api/openapi.json", Least::anyone},
    {"GET /api/metrics", Least::anyone},
    {"GET /metrics", Least::anyone},
    {"GET /healthz", Least::anyone},
    {"GET /readyz", Least::anyone},
    {"POST /api/sign-out", Least::user},
    {"GET /api/me", Least::user},
    {"POST /api/me/password", Least::user},
    {"GET /api/sign-in/options", Least::anyone},
    {"POST /api/registrations", Least::anyone},
    {"POST /api/registrations/resend", Least::anyone},
    {"POST /api/registrations/verify", Least::anyone},
    {"POST /api/password-resets", Least::anyone},
    {"POST /api/password-resets/use", Least::anyone},
    {"POST /api/invitations/show", Least::anyone},
    {"POST /api/oidc/start", Least::anyone},
    {"POST /api/oidc/finish", Least::anyone},
    {"POST /api/invitations/accept", Least::anyone},
    {"GET /api/me/tokens", Least::user},
    {"POST /api/me/tokens", Least::user},
    {"POST /api/me/tokens/{id}/revoke", Least::user},
    {"POST /api/me/tokens/revoke-others", Least::user},
    {"GET /api/me/second-factor", Least::user},
    {"POST /api/me/second-factor/begin", Least::user},
    {"POST /api/me/second-factor/confirm", Least::user},
    {"POST /api/me/second-factor/remove", Least::user},
    {"POST /api/me/second-factor/recovery-codes", Least::user},
    {"GET /api/overview", Least::user},
    {"GET /api/events", Least::user},
    {"GET /api/departments", Least::user},
    {"GET /api/departments/{id}", Least::user},
    {"GET /api/feeds", Least::user},
    {"GET /api/feeds/{id}", Least::user},
    {"GET /api/feeds/{id}/contracts/{version}", Least::user},
    {"GET /api/feeds/{id}/periods", Least::user},
    {"GET /api/uploads", Least::user},
    {"POST /api/uploads", Least::user},
    {"GET /api/uploads/guess", Least::user},
    {"GET /api/uploads/{id}", Least::user},
    {"GET /api/uploads/{id}/content", Least::user},
    {"GET /api/runs", Least::user},
    {"GET /api/school", Least::user},
    {"POST /api/school", Least::admin},
    {"GET /api/school/logo", Least::user},
    {"POST /api/school/logo", Least::admin},
    {"POST /api/school/logo/remove", Least::admin},
    {"GET /api/runs/{id}", Least::user},
    {"GET /api/jobs/{id}", Least::user},
    {"GET /api/jobs/{id}/result", Least::user},
    {"GET /api/runs/{id}/findings", Least::user},
    {"GET /api/runs/{id}/columns", Least::user},
    {"GET /api/runs/{id}/changes", Least::user},
    {"GET /api/runs/{id}/files/{name}", Least::user},
    {"POST /api/runs/{id}/cancel", Least::user},
    {"POST /api/runs/{id}/run-again", Least::user},
    {"GET /api/runs/{id}/fixes", Least::user},
    {"POST /api/runs/{id}/fixes", Least::user},
    {"GET /api/runs/{id}/fixes/unseen", Least::user},
    {"POST /api/runs/{id}/fixes/undo", Least::user},
    {"GET /api/runs/{id}/rows-to-fix", Least::user},
    {"POST /api/runs/{id}/slips", Least::user},
    {"GET /api/runs/{id}/links", Least::user},
    {"POST /api/runs/{id}/links/{link}/revoke", Least::user},
    {"POST /api/answer-links/open", Least::anyone},
    {"POST /api/answer-links/enter", Least::anyone},
    {"POST /api/answer-links/rows", Least::anyone},
    {"POST /api/answer-links/send", Least::anyone},
    {"POST /api/runs/{id}/links", Least::user},
    {"POST /api/runs/{id}/continue", Least::user},
    {"POST /api/runs/{id}/answer", Least::user},
    {"POST /api/runs/{id}/preview", Least::user},
    {"POST /api/feeds/{id}/forget", Least::user},
    {"GET /api/reports", Least::user},
    {"GET /api/reports/{id}", Least::user},
    {"GET /api/reports/{id}/files/{format}", Least::user},
    {"GET /api/reports/{id}/rows", Least::user},
    {"GET /api/reports/{id}/pages/{page}", Least::user},
    {"GET /api/reports/{id}/restore", Least::moderator},
    {"POST /api/reports/{id}/restore", Least::moderator},
    {"GET /api/reports/{id}/rows/{row}/origin", Least::user},
    {"POST /api/reports/verify", Least::user},
    {"GET /api/feeds/{id}/sharing", Least::moderator},
    {"POST /api/feeds/{id}/subscriptions", Least::moderator},
    {"POST /api/subscriptions/{id}/change", Least::moderator},
    {"POST /api/subscriptions/{id}/stop", Least::moderator},
    {"GET /api/subscriptions", Least::moderator},
    {"GET /api/sharing/policy", Least::moderator},
    {"POST /api/sharing/policy", Least::admin},
    {"GET /api/reports/{id}/deliveries", Least::moderator},
    {"GET /api/deliveries/{id}/log", Least::moderator},
    {"POST /api/deliveries/{id}/again", Least::moderator},
    {"GET /api/deliveries/{id}", Least::user},
    {"POST /api/deliveries/{id}/open", Least::user},
    {"POST /api/deliveries/{id}/download", Least::user},
    {"GET /api/reports/{id}/standing", Least::user},
    {"POST /api/reports/{id}/withdraw", Least::admin},
    {"GET /api/reports/{id}/sending", Least::moderator},
    {"POST /api/reports/{id}/send", Least::moderator},
    {"POST /api/reports/{id}/links", Least::moderator},
    {"GET /api/reports/{id}/links", Least::moderator},
    {"GET /api/share-links", Least::moderator},
    {"GET /api/share-links/{id}/uses", Least::moderator},
    {"POST /api/share-links/{id}/revoke", Least::moderator},
    {"POST /api/shared/open", Least::anyone},
    {"POST /api/shared/download", Least::anyone},
    {"GET /api/runs/{id}/pages/{page}", Least::user},
    {"POST /api/runs/{id}/approve", Least::moderator},
    {"POST /api/runs/{id}/discard", Least::user},
    {"POST /api/runs/{id}/change-period", Least::user},
    {"GET /api/feeds/{id}/grants", Least::user},
    {"POST /api/feeds/{id}/grants", Least::moderator},
    {"POST /api/feeds/{id}/grants/{grant}/revoke", Least::moderator},
    {"POST /api/feeds", Least::moderator},
    {"POST /api/feeds/{id}/contracts", Least::moderator},
    {"GET /api/feeds/{id}/draft", Least::user},
    {"POST /api/feeds/{id}/draft", Least::moderator},
    {"POST /api/feeds/{id}/draft/test", Least::moderator},
    {"POST /api/feeds/{id}/draft/go-live", Least::moderator},
    {"POST /api/feeds/{id}/draft/discard", Least::moderator},
    {"POST /api/feeds/{id}/try", Least::moderator},
    {"GET /api/feeds/{id}/contracts/{version}/changes", Least::user},
    {"POST /api/rules", Least::moderator},
    {"POST /api/samples", Least::moderator},
    {"GET /api/runs/{id}/handover", Least::user},
    {"POST /api/runs/{id}/handover", Least::user},
    {"POST /api/runs/{id}/permanent-steps", Least::user},
    {"POST /api/runs/{id}/proposals", Least::user},
    {"GET /api/incidents", Least::user},
    {"POST /api/incidents", Least::moderator},
    {"POST /api/incidents/bulk", Least::moderator},
    {"GET /api/incidents/counts", Least::user},
    {"GET /api/incidents/{id}", Least::user},
    {"GET /api/incidents/{id}/occurrences", Least::user},
    {"GET /api/incidents/{id}/activity", Least::user},
    {"POST /api/incidents/{id}/comment", Least::user},
    {"POST /api/incidents/{id}/assign", Least::moderator},
    {"POST /api/incidents/{id}/acknowledge", Least::moderator},
    {"POST /api/incidents/{id}/wait", Least::moderator},
    {"POST /api/incidents/{id}/snooze", Least::moderator},
    {"POST /api/incidents/{id}/resolve", Least::moderator},
    {"POST /api/incidents/{id}/undo", Least::moderator},
    {"POST /api/incidents/{id}/reopen", Least::moderator},
    {"POST /api/incidents/{id}/known-error", Least::moderator},
    {"POST /api/incidents/{id}/merge", Least::moderator},
    {"POST /api/incidents/{id}/unmerge", Least::moderator},
    {"GET /api/incidents/{id}/known-error-draft", Least::moderator},
    {"GET /api/known-errors", Least::user},
    {"GET /api/known-errors/{id}", Least::user},
    {"POST /api/known-errors", Least::moderator},
    {"POST /api/known-errors/{id}", Least::moderator},
    {"POST /api/known-errors/test", Least::moderator},
    {"GET /api/known-errors/yaml", Least::user},
    {"POST /api/known-errors/import", Least::moderator},
    {"GET /api/proposals", Least::user},
    {"GET /api/proposals/{id}", Least::user},
    {"POST /api/proposals/{id}/preview", Least::moderator},
    {"POST /api/proposals/{id}/approve", Least::moderator},
    {"POST /api/proposals/{id}/decline", Least::moderator},
    {"POST /api/feeds/from-files", Least::moderator},
    {"POST /api/feeds/{id}/aliases", Least::moderator},
    {"GET /api/users", Least::moderator},
    {"GET /api/users/{id}", Least::moderator},
    {"GET /api/audit", Least::moderator},
    {"GET /api/audit/verify", Least::moderator},
    {"GET /api/audit/csv", Least::moderator},
    {"POST /api/users/invite", Least::moderator},
    {"POST /api/users/{id}/invite-again", Least::moderator},
    {"POST /api/users/{id}/change", Least::admin},
    {"POST /api/users/{id}/disable", Least::admin},
    {"POST /api/users/{id}/enable", Least::admin},
    {"POST /api/users/{id}/end-sessions", Least::admin},
    {"POST /api/users/{id}/reset-second-factor", Least::admin},
    {"POST /api/departments", Least::moderator},
    {"POST /api/departments/{id}/change", Least::moderator},
    {"GET /api/system", Least::admin},
    {"POST /api/demo/remove", Least::admin},
    {"GET /api/mailbox", Least::admin},
    {"GET /api/mailbox/state", Least::admin},
    {"GET /api/mailbox/{id}", Least::admin},
    {"POST /api/mailbox/test", Least::admin},
    {"POST /api/students/look-up", Least::admin},
    {"POST /api/students/export", Least::admin},
    {"POST /api/students/hold", Least::admin},
    {"POST /api/students/lift-hold", Least::admin},
    {"POST /api/students/erase", Least::admin},
    {"GET /api/calendars", Least::moderator},
    {"GET /api/calendars/{id}", Least::moderator},
    {"POST /api/calendars", Least::admin},
    {"POST /api/calendars/read", Least::admin},
    {"POST /api/calendars/{id}/preview", Least::admin},
    {"POST /api/calendars/{id}/change", Least::admin},
    {"POST /api/calendars/{id}/remove", Least::admin},
    {"GET /api/schedules", Least::moderator},
    {"GET /api/schedules/plan", Least::moderator},
    {"GET /api/schedules/{id}", Least::moderator},
    {"GET /api/schedules/{id}/ticks", Least::moderator},
    {"POST /api/schedules/preview", Least::moderator},
    {"POST /api/schedules", Least::admin},
    {"POST /api/schedules/{id}/change", Least::admin},
    {"POST /api/schedules/{id}/remove", Least::admin},
    {"POST /api/schedules/{id}/pause", Least::admin},
    {"POST /api/schedules/{id}/resume", Least::admin},
    {"POST /api/schedules/{id}/skip", Least::admin},
    {"POST /api/schedules/{id}/unskip", Least::admin},
    {"POST /api/schedules/{id}/run", Least::admin},
    {"GET /api/zones", Least::moderator},
    {"GET /api/school/zone", Least::user},
    {"POST /api/school/zone", Least::admin},
    {"GET /api/sources", Least::moderator},
    {"GET /api/sources/folders", Least::admin},
    {"GET /api/sources/{id}", Least::moderator},
    {"GET /api/sources/{id}/items", Least::moderator},
    {"POST /api/sources", Least::admin},
    {"POST /api/sources/{id}/change", Least::admin},
    {"POST /api/sources/{id}/remove", Least::admin},
    {"POST /api/sources/{id}/pause", Least::admin},
    {"POST /api/sources/{id}/resume", Least::admin},
    {"POST /api/sources/{id}/look", Least::moderator},
    {"GET /api/arrivals", Least::user},
    {"GET /api/arrivals/expected", Least::user},
    {"GET /api/expectations", Least::user},
    {"GET /api/expectations/{id}", Least::user},
    {"POST /api/expectations", Least::admin},
    {"POST /api/expectations/{id}/change", Least::admin},
    {"POST /api/expectations/{id}/remove", Least::admin},
    {"GET /api/due-files", Least::user},
    {"GET /api/due-files/{id}", Least::user},
    {"POST /api/due-files/{id}/excuse", Least::moderator},
    {"POST /api/due-files/{id}/unexcuse", Least::moderator},
    {"POST /api/due-files/{id}/hand-over", Least::moderator},
    {"POST /api/due-files/{id}/take-back", Least::moderator},
    {"POST /api/due-files/{id}/remind", Least::moderator},
};

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
