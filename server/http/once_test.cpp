// Requests with an Idempotency-Key happen once, on both engines, however many are sent at a time.
#include "base/sealing.hpp"
#include "base/sha256.hpp"
#include "server/db/on_both_engines.hpp"
#include "server/http/once_store.hpp"
#include "server/http/server.hpp"
#include "server/http/test_client.hpp"
#include <thread>

namespace
{
using namespace http::testing;
namespace may = http::may;

struct Row {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id))
struct NewRow {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(NewRow, (), (name))

std::int64_t insert_row(db::Session& db, const std::string& name)
{
    static constexpr auto sql = R"sql(
        INSERT INTO settings (name, value) VALUES ($1 || CAST((SELECT count(*) FROM settings) AS TEXT), 'x')
        RETURNING (SELECT count(*) FROM settings))sql";
    if (name == "refused") throw Refusal{Why::conflict, "As the test wished."};
    return db.value<std::int64_t>(sql, name);
}
std::int64_t insert_alone(http::Call& call, const std::string& name)
{
    return call.database().transact([&](db::Session& db) { return insert_row(db, name); });
}

http::Created<Row> make(http::Call& call, NewRow input) { return {{insert_row(call.db(), input.name)}}; }
http::Created<Row> make_by_hand(http::Call& call, NewRow input) { return {{insert_alone(call, input.name)}}; }

class RowReceiver final : public http::Receives<http::Created<Row>>
{
public:
    explicit RowReceiver(http::Call& call) : call_(call) {}
    void write(std::string_view bytes) override { name_ += bytes; }
    http::Created<Row> answer() override { return {{insert_alone(call_, name_.substr(0, 20))}}; }

private:
    http::Call& call_;
    std::string name_;
};
std::unique_ptr<http::Receives<http::Created<Row>>> receive(http::Call& call)
{
    return std::make_unique<RowReceiver>(call);
}

constexpr http::Route routes[] = {
    http::post<&make>("/api/rows", may::upload, "In the transaction of the route"),
    http::post<&make_by_hand>("/api/by-hand", may::upload, "In a transaction of its own").by_hand(),
    http::post<&make_by_hand>("/api/engine", may::upload, "After the engine was asked").asks_engine(),
    http::post<&receive>("/api/files", may::upload, "From a body that is received"),
};

struct Once : db::OnBothEngines {
    void SetUp() override
    {
        db::OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        for (std::int64_t id : {7, 8})
            transact([&](db::Session& db) {
                db.exec("INSERT INTO users (id, email, name, role, password_hash, demo, created_at) "
                        "VALUES ($1, $2, 'Ben', 'user', '', $3, $4)",
                        id, std::to_string(id) + "@school.test", false, db.now());
            });
        services.add(database());
        services.add(keys);
        http::Setup setup({routes}, services);
        setup.authenticate = [](std::string_view token) -> std::optional<http::Caller> {
            http::Caller caller;
            caller.id = token == "ben" ? 7 : 8;
            caller.permissions = {may::upload};
            return caller;
        };
        setup.limits.late_after = std::chrono::hours(1);
        server = std::make_unique<http::Server>(std::move(setup));
        server->start();
    }
    void TearDown() override
    {
        if (server) server->stop(std::chrono::seconds(5));
        server.reset();
        db::OnBothEngines::TearDown();
    }

    Answer ask(const std::string& target, const std::string& name, const std::string& key,
               const std::string& token = "ben")
    {
        Ask wanted{"POST", target, token, R"({"name":")" + name + R"("})", {}};
        if (!key.empty()) wanted.headers["Idempotency-Key"] = key;
        return send(server->port(), wanted);
    }
    std::int64_t rows()
    {
        return database().read([](db::Session& db) { return db.value<std::int64_t>("SELECT count(*) FROM settings"); });
    }
    static std::vector<std::string> targets()
    {
        std::vector<std::string> all;
        for (const auto& route : routes) all.emplace_back(route.path);
        return all;
    }

    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
    http::Services services;
    std::unique_ptr<http::Server> server;
};
ON_BOTH_ENGINES(Once);

TEST_P(Once, D10_the_same_request_sent_in_parallel_creates_one_row_and_gets_one_answer)
{
    for (const auto& target : targets())
        for (int round = 0; round < 5; ++round) {
            auto before = rows();
            auto key = target + std::to_string(round);
            std::vector<Answer> answers(6);
            {
                std::vector<std::jthread> senders;
                for (auto& answer : answers) senders.emplace_back([&] { answer = ask(target, "row", key); });
            }
            EXPECT_EQ(rows(), before + 1) << target;
            auto last = ask(target, "row", key);
            EXPECT_EQ(last.status, 201) << last.body;
            for (const auto& answer : answers) {
                // One that comes while the first is under way may be told to ask again.
                EXPECT_TRUE(answer.status == 201 || answer.status == 409) << target << answer.body;
                if (answer.status == 201)
                    EXPECT_EQ(answer.body, last.body) << target;
                else
                    EXPECT_FALSE(answer.header("retry-after").empty());
            }
            EXPECT_EQ(rows(), before + 1) << target;
        }
}

TEST_P(Once, a_key_is_of_one_person_and_one_request)
{
    for (const auto& target : targets()) {
        auto first = ask(target, "row", "mine");
        EXPECT_EQ(first.status, 201);
        auto others = ask(target, "row", "mine", "ada");
        EXPECT_EQ(others.status, 201);
        EXPECT_NE(others.body, first.body);
        EXPECT_EQ(ask(target, "another", "mine").status, 422);
        EXPECT_NE(ask(target, "row", "").body, first.body) << "without a key";
        EXPECT_EQ(ask(target, "row", std::string(201, 'k')).status, 422);
        transact([](db::Session& db) { db.exec("DELETE FROM answered_requests"); });
    }
}

TEST_P(Once, what_was_refused_may_be_sent_again)
{
    for (const auto& target : targets()) {
        if (target == "/api/files") continue; // its name is no field
        EXPECT_EQ(ask(target, "refused", target).status, 409);
        EXPECT_EQ(ask(target, "row", target).status, 201) << target;
    }
}

TEST_P(Once, answers_are_kept_sealed_and_an_erasure_ends_them)
{
    auto first = ask("/api/rows", "row", "mine");
    auto kept = database().read([](db::Session& db) {
        return db.value<std::string>("SELECT key_sha256 || request_sha256 || answer FROM answered_requests");
    });
    EXPECT_EQ(kept.find(first.body), std::string::npos);
    EXPECT_EQ(kept.find("mine"), std::string::npos);
    transact([](db::Session& db) { http::forget_answers(db); });
    auto before = rows();
    EXPECT_EQ(ask("/api/rows", "row", "mine").status, 409) << "carried out, and not again";
    EXPECT_EQ(rows(), before);
}
} // namespace
