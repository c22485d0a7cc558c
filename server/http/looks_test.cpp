// A POST that only looks.
#include "server/db/database.hpp"
#include "server/http/server.hpp"
#include "server/http/test_client.hpp"
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace
{
namespace may = http::may;
using http::testing::post;

struct Count {
    std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (rows))

Count count(http::Call& call) { return {call.db().value<std::int64_t>("SELECT COUNT(*) FROM things")}; }
Count add(http::Call& call)
{
    call.db().exec("INSERT INTO things (id) VALUES (7)");
    return count(call);
}

constexpr http::Route routes[] = {
    http::post<&count>("/api/look", may::anyone, "Look").looks(),
    http::post<&add>("/api/look-and-write", may::anyone, "Write although it should only look").looks(),
};

TEST(Looks, a_post_that_only_looks_waits_for_nobody_who_writes_and_cannot_write)
{
    auto path = std::filesystem::temp_directory_path() / ("looks_test_" + std::to_string(getpid()) + ".db");
    std::filesystem::remove(path);
    db::Database database("sqlite:" + path.string());
    database.transact([](db::Session& db) { db.exec("CREATE TABLE things (id BIGINT)"); });
    http::Services services;
    services.add(database);
    http::Server server(http::Setup({routes}, services));
    server.start();
    database.transact([&](db::Session& db) {
        db.exec("INSERT INTO things (id) VALUES (1)");
        auto answer = post(server.port(), "/api/look", "");
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.body, R"({"rows":0})") << "what is committed";
    });
    EXPECT_NE(post(server.port(), "/api/look-and-write", "").status, 200);
    EXPECT_EQ(post(server.port(), "/api/look", "").body, R"({"rows":1})");
    server.stop(std::chrono::seconds(2));
}
} // namespace
