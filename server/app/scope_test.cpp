// A row of another department is as absent as one that does not exist: same status, same body.
#include "server/app/test_hub.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/sharing/delivery_store.hpp"

namespace app
{
namespace
{
using http::testing::Answer;

constexpr auto contract = R"(
feed: club-signups
title: Club sign-ups
department: clubs
delivery: snapshot
schema:
  fields:
    - {name: member_id, type: string, constraints: {required: true}}
  primaryKey: member_id
)";

class Scope : public TestHub
{
protected:
    void SetUp() override
    {
        TestHub::SetUp();
        hub_->database().transact([&](db::Session& db) {
            clubs_ = require(departments::insert(db, {"clubs", "Clubs"})).id;
            library_ = require(departments::insert(db, {"library", "Library"})).id;
            feed_ = require(feeds::insert(db, {contract, std::nullopt}, std::nullopt)).id;
        });
        admin_ = sign_in(users::Role::admin);
        sender_ = sign_in(users::Role::user, {{clubs_, true}});
        reader_ = sign_in(users::Role::user, {{clubs_, false}});
        stranger_ = sign_in(users::Role::user, {{library_, true}});
        auto sent = send_file(sender_, "member_id\n1\n");
        auto accepted = json::parse(sent.body);
        upload_ = accepted.at("upload").at("id").to_number<std::int64_t>();
        run_ = accepted.at("run").at("id").to_number<std::int64_t>();
        hub_->database().transact([&](db::Session& db) {
            reports::NewReport report;
            report.run_id = run_;
            report.feed = {feed_, "club-signups", "Club sign-ups"};
            report.department_id = clubs_;
            report.title = "Club sign-ups";
            report_ = reports::insert(db, report).id;
            auto recipient = sharing::target_of(db, "head@school.test");
            delivery_ = sharing::insert(db, {report_, sharing::DeliveryKind::report, recipient}).value().id;
        });
    }

    Answer send_file(const std::string& token, const std::string& bytes, const std::string& more = "")
    {
        return http::testing::send(port(), {"POST",
                                            "/api/uploads?feed=club-signups&file_name=clubs.csv" + more,
                                            token,
                                            bytes,
                                            {{"Content-Type", "text/csv"}}});
    }
    Answer ask(const std::string& method, const std::string& target, const std::string& token,
               const std::string& body = "")
    {
        return http::testing::send(port(), {method, target, token, body, {}});
    }
    static std::string without_trace(const Answer& answer)
    {
        auto body = json::parse(answer.body).as_object();
        body.erase("trace_id");
        return json::serialize(body);
    }

    std::int64_t clubs_ = 0, library_ = 0, feed_ = 0, upload_ = 0, run_ = 0, report_ = 0, delivery_ = 0;
    std::string admin_, sender_, reader_, stranger_;
};

TEST_F(Scope, A7_a_row_of_another_department_looks_like_one_that_is_not_there)
{
    struct Row {
        const char* method;
        std::string before, after;
        std::int64_t id;
        const char* body;
    };
    const Row rows[] = {
        {"GET", "/api/feeds/", "", feed_, ""},
        {"GET", "/api/feeds/", "/periods", feed_, ""},
        {"GET", "/api/feeds/", "/contracts/1", feed_, ""},
        {"GET", "/api/uploads/", "", upload_, ""},
        {"GET", "/api/uploads/", "/content", upload_, ""},
        {"GET", "/api/runs/", "", run_, ""},
        {"GET", "/api/runs/", "/findings", run_, ""},
        {"GET", "/api/runs/", "/columns", run_, ""},
        {"GET", "/api/runs/", "/fixes", run_, ""},
        {"GET", "/api/runs/", "/files/slip.xlsx", run_, ""},
        {"POST", "/api/runs/", "/cancel", run_, "{}"},
        {"POST", "/api/runs/", "/run-again", run_, "{}"},
        {"POST", "/api/runs/", "/continue", run_, "{}"},
        {"POST", "/api/runs/", "/fixes", run_, R"({"fixes":[{"line":2,"exclude":true}]})"},
        {"GET", "/api/reports/", "", report_, ""},
        {"GET", "/api/reports/", "/files/csv", report_, ""},
        {"GET", "/api/reports/", "/rows", report_, ""},
        {"GET", "/api/reports/", "/rows/1/origin", report_, ""},
        {"GET", "/api/reports/", "/standing", report_, ""},
        {"GET", "/api/deliveries/", "", delivery_, ""},
        {"POST", "/api/deliveries/", "/open", delivery_, "{}"},
        {"POST", "/api/deliveries/", "/download", delivery_, R"({"format":"csv"})"},
    };
    for (const auto& row : rows) {
        auto hidden = ask(row.method, row.before + std::to_string(row.id) + row.after, stranger_, row.body);
        auto absent = ask(row.method, row.before + "999999" + row.after, stranger_, row.body);
        auto word = ask(row.method, row.before + "none" + row.after, stranger_, row.body);
        EXPECT_EQ(hidden.status, 404) << row.before << row.after << hidden.body;
        EXPECT_EQ(without_trace(hidden), without_trace(absent)) << row.before << row.after;
        EXPECT_EQ(without_trace(hidden), without_trace(word)) << row.before << row.after;
    }
}

TEST_F(Scope, A7_lists_hold_only_rows_of_the_own_departments)
{
    for (std::string list : {"feeds", "uploads", "runs", "reports"}) {
        EXPECT_EQ(json::parse(ask("GET", "/api/" + list, stranger_).body).at("count"), 0) << list;
        EXPECT_EQ(json::parse(ask("GET", "/api/" + list, sender_).body).at("count"), 1) << list;
        EXPECT_EQ(json::parse(ask("GET", "/api/" + list, admin_).body).at("count"), 1) << list;
    }
    auto overview = json::parse(ask("GET", "/api/overview", stranger_).body);
    EXPECT_EQ(overview.at("departments").as_array().size(), 1u);
    EXPECT_EQ(overview.at("departments").at(0).at("department").at("key"), "library");
}

TEST_F(Scope, who_may_only_look_may_not_send_and_learns_who_can_change_that)
{
    auto refused = send_file(reader_, "member_id\n2\n");
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("admin"), std::string::npos);
    EXPECT_EQ(send_file(stranger_, "member_id\n2\n").status, 404);
    EXPECT_EQ(ask("GET", "/api/uploads/" + std::to_string(upload_), reader_).status, 200);
}

TEST_F(Scope, A6_a_new_role_counts_from_the_next_request)
{
    EXPECT_EQ(ask("GET", "/api/users", sender_).status, 403);
    hub_->database().transact(
        [](db::Session& db) { db.exec("UPDATE users SET role = 'moderator' WHERE role = 'user'"); });
    EXPECT_EQ(ask("GET", "/api/users", sender_).status, 200);
    hub_->database().transact([](db::Session& db) { db.exec("UPDATE users SET disabled_at = $1", db.now()); });
    EXPECT_EQ(ask("GET", "/api/users", sender_).status, 401);
}

TEST_F(Scope, U1_an_upload_over_the_limit_leaves_nothing_behind)
{
    EXPECT_EQ(send_file(sender_, std::string((1 << 20) + 1, 'x')).status, 413);
    EXPECT_EQ(send_file(sender_, "").status, 422);
    EXPECT_TRUE(std::filesystem::is_empty(folder_ / "storage" / "tmp"));
    EXPECT_EQ(json::parse(ask("GET", "/api/uploads", admin_).body).at("count"), 1);
}

TEST_F(Scope, U10_a_person_sends_so_many_files_and_a_department_so_many_bytes_a_day)
{
    EXPECT_EQ(send_file(admin_, "member_id\n" + std::string((1 << 20) - 10, '7')).status, 429);
    EXPECT_EQ(send_file(sender_, "member_id\n2\n").status, 201);
    EXPECT_EQ(send_file(sender_, "member_id\n3\n").status, 201);
    auto refused = send_file(sender_, "member_id\n4\n");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "3600");
    EXPECT_EQ(send_file(admin_, "member_id\n4\n").status, 201);
    hub_->database().transact(
        [](db::Session& db) { db.exec("UPDATE uploads SET accepted_at = '2020-01-01T00:00:00.000Z'"); });
    EXPECT_EQ(send_file(sender_, "member_id\n5\n").status, 201);
}

TEST_F(Scope, a_file_comes_in_parts_and_not_twice)
{
    auto target = "/api/uploads/" + std::to_string(upload_) + "/content";
    auto with = [&](const char* name, const std::string& value) {
        return http::testing::send(port(), {"GET", target, sender_, "", {{name, value}}});
    };
    auto whole = ask("GET", target, sender_);
    EXPECT_EQ(whole.body, "member_id\n1\n");
    auto part = with("Range", "bytes=2-4");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, "mbe");
    EXPECT_EQ(part.header("content-length"), "3");
    EXPECT_EQ(with("If-None-Match", whole.header("etag")).status, 304);
    EXPECT_EQ(with("Range", "bytes=99999-").status, 416);
}

TEST_F(Scope, the_same_file_again_names_the_first_and_goes_through_when_asked_for)
{
    auto same = send_file(sender_, "member_id\n1\n");
    EXPECT_EQ(same.status, 409);
    EXPECT_EQ(json::parse(same.body).at("upload_id"), upload_);
    EXPECT_EQ(json::parse(same.body).at("run_id"), run_);
    EXPECT_EQ(send_file(sender_, "member_id\n1\n", "&again=true").status, 201);
}
} // namespace
} // namespace app
