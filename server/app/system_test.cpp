#include "server/app/routes.hpp"
#include "server/app/test_hub.hpp"
#include "server/http/openapi.hpp"
#include "server/metrics/metrics.hpp"
#include "tests/places.hpp"
#include <fstream>
#include <sstream>

namespace app
{
namespace
{
using http::testing::get;
using http::testing::send;

class System : public TestHub
{
};

TEST_F(System, says_that_it_is_ready_and_how_each_part_is)
{
    EXPECT_EQ(get(port(), "/healthz").status, 200);
    auto answer = get(port(), "/readyz");
    EXPECT_EQ(answer.status, 200);
    auto readiness = json::parse(answer.body);
    EXPECT_EQ(readiness.at("checks").at(0).at("name"), "database");
    EXPECT_EQ(readiness.at("checks").at(2).at("state"), "degraded") << "this hub has no worker";
}

TEST_F(System, D6_counts_requests_by_route_and_never_by_what_callers_make_up)
{
    get(port(), "/api/runs/1");
    get(port(), "/api/runs/2");
    for (int i = 0; i < 50; ++i) get(port(), "/api/made-up-" + std::to_string(i));
    send(port(), {"BREW", "/api/runs", "", "", {}});
    auto text = get(port(), "/metrics").body;
    EXPECT_NE(text.find("batchops_http_requests_total{method=\"GET\",route=\"/api/runs/{id}\",status=\"401\"} 2"),
              std::string::npos);
    EXPECT_EQ(text.find("made-up"), std::string::npos);
    EXPECT_EQ(text.find("BREW"), std::string::npos);
    EXPECT_NE(text.find("batchops_build_info{version="), std::string::npos);
    EXPECT_NE(text.find("# TYPE batchops_queue_depth gauge"), std::string::npos);
}

TEST_F(System, D6_opens_its_metrics_to_this_machine_and_else_to_the_metrics_token)
{
    auto through_proxy = [&](const std::string& token) {
        return send(port(), {"GET", "/api/metrics", token, "", {{"X-Forwarded-For", "192.0.2.7"}}}).status;
    };
    EXPECT_EQ(get(port(), "/api/metrics").status, 200);
    EXPECT_EQ(through_proxy(""), 401);
    EXPECT_EQ(through_proxy("guess"), 401);
    EXPECT_EQ(through_proxy("watcher"), 200);
}

TEST_F(System, A4_slows_down_who_guesses_passwords_and_says_for_how_long)
{
    http::testing::Answer answer;
    for (int i = 0; i < 6; ++i)
        answer =
            http::testing::post(port(), "/api/sign-in", R"({"email":"nobody@school.test","password":"guess guess"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_GT(std::stoi(answer.header("retry-after")), 0);
}

TEST_F(System, answers_a_preflight_of_listed_origins_only)
{
    auto preflight = [&](const std::string& origin) {
        return send(
            port(),
            {"OPTIONS", "/api/uploads", "", "", {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}}});
    };
    auto known = preflight("https://hub.school.test");
    EXPECT_EQ(known.status, 204);
    EXPECT_EQ(known.header("access-control-allow-origin"), "https://hub.school.test");
    EXPECT_EQ(known.header("access-control-allow-methods"), "GET, HEAD, POST");
    for (auto stranger : {"null", "https://evil.test", "https://hub.school.test.evil.test"}) {
        EXPECT_EQ(preflight(stranger).header("access-control-allow-origin"), "") << stranger;
        EXPECT_EQ(preflight(stranger).header("access-control-allow-methods"), "") << stranger;
    }
}

TEST_F(System, A9_changes_nothing_by_get)
{
    auto admin = sign_in(users::Role::admin);
    auto rows = [&] {
        return hub_->database().read([](db::Session& db) {
            return db.value<std::int64_t>(R"sql(
                SELECT (SELECT count(*) FROM departments) + (SELECT count(*) FROM users) + (SELECT count(*) FROM tokens) +
                       (SELECT count(*) FROM feeds) + (SELECT count(*) FROM uploads) + (SELECT count(*) FROM runs))sql");
        });
    };
    auto before = rows();
    for (auto routes : routes())
        for (const auto& route : routes)
            if (route.verb == http::Verb::post)
                get(port(), std::string(route.path) + "?key=made-by-get&name=Made&feed=x", admin);
    EXPECT_EQ(rows(), before);
    EXPECT_EQ(get(port(), "/api/me", admin).status, 200) << "still signed in";
}

TEST(OpenApiFile, is_what_the_routes_say)
{
    std::ifstream file(places::source("api/openapi.json"));
    std::stringstream committed;
    committed << file.rdbuf();
    EXPECT_TRUE(committed.str() == http::openapi(routes())) << "run ./ops generate and commit api/openapi.json";
}

TEST(Metrics, stay_below_3000_series_at_20_departments)
{
    metrics::Metrics metrics;
    for (int department = 0; department < 20; ++department) {
        auto key = "department-" + std::to_string(department);
        for (auto type : {"csv", "xlsx", "other"}) metrics.upload(key, type, "accepted", 1);
        for (auto outcome : {"succeeded", "failed", "cancelled", "held", "quarantined"})
            metrics.run_finished(key, "file", outcome);
        for (auto trigger : {"upload", "person"}) metrics.run_created(key, "file", trigger);
    }
    for (auto routes : routes())
        for (const auto& route : routes)
            for (int status : {200, 401, 404, 422}) metrics.http_request(route.path, "GET", status, 0.01);
    auto text = metrics.text({});
    std::istringstream lines(text);
    std::size_t series = 0;
    for (std::string line; std::getline(lines, line);) series += !line.starts_with('#');
    EXPECT_LT(series, 3000u);
}
} // namespace
} // namespace app
