// How many statements the database runs for what people look at.
#include "server/app/routes.hpp"
#include "server/app/test_hub.hpp"
#include "server/db/statement_watch.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "tests/places.hpp"
#include <mutex>
#include <set>
#include <thread>

namespace app
{
namespace
{
constexpr auto contract = R"(
feed: club-signups
title: Club sign-ups
department: clubs
delivery: snapshot
schema:
  fields:
    - {name: member_id, type: string, constraints: {required: true}}
    - {name: fee, type: number}
  primaryKey: member_id
limits: {bad_rows: 1%}
publish: {formats: [csv]}
)";

// Statements by thread: those that serve requests are known by asking for a token.
struct Watched {
    std::mutex mutex;
    std::map<std::thread::id, std::vector<std::string>> of;
    std::set<std::thread::id> serving;
};
Watched watched;

void watch(std::string_view sql)
{
    std::lock_guard lock(watched.mutex);
    auto thread = std::this_thread::get_id();
    watched.of[thread].emplace_back(sql);
    if (sql.find("tokens") != sql.npos) watched.serving.insert(thread);
}

class Statements : public TestHub
{
protected:
    void adjust(Config& config) override { config.workers = 1; }
    void SetUp() override
    {
        TestHub::SetUp();
        hub_->database().transact([&](db::Session& db) {
            require(departments::insert(db, {"clubs", "Clubs"}));
            require(feeds::insert(db, {contract, std::nullopt}, std::nullopt));
        });
        token_ = sign_in(users::Role::admin);
        for (const char* bytes : {"member_id,fee\n1,2\n2,x\n", "member_id,fee\n1,2\n2,3\n"}) {
            auto sent = http::testing::send(port(), {"POST",
                                                     "/api/uploads?feed=club-signups&file_name=clubs.csv",
                                                     token_,
                                                     bytes,
                                                     {{"Content-Type", "text/csv"}}});
            auto run = json::parse(sent.body).at("run").at("id").to_number<std::int64_t>();
            await([&](db::Session& db) {
                static constexpr auto ended = "SELECT state NOT IN ('queued', 'running') FROM runs WHERE id = $1";
                return db.value<bool>(ended, run);
            });
        }
        await([](db::Session& db) { return db.value<bool>("SELECT EXISTS (SELECT 1 FROM incidents)"); });
        look("/api/overview"); // what is made once is there
    }
    void TearDown() override
    {
        db::watch_statements(nullptr);
        TestHub::TearDown();
    }

    template <class Seen> void await(Seen seen)
    {
        for (int i = 0; i < 600; ++i) {
            if (hub_->database().read(seen)) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        FAIL() << "what is waited for does not come";
    }

    http::testing::Answer look(const std::string& target)
    {
        http::testing::Connection connection(port());
        connection.send(http::testing::request_text({"GET", target, token_, "", {}}));
        return connection.read_answer(true);
    }

    // The statements of one request.
    std::vector<std::string> statements_of(const std::string& target, int& status)
    {
        {
            std::lock_guard lock(watched.mutex);
            watched.of.clear();
            watched.serving.clear();
        }
        db::watch_statements(&watch);
        status = look(target).status;
        db::watch_statements(nullptr);
        std::lock_guard lock(watched.mutex);
        std::vector<std::string> all;
        for (auto thread : watched.serving) all.insert(all.end(), watched.of[thread].begin(), watched.of[thread].end());
        return all;
    }

    static std::string target_of(const http::Route& route)
    {
        static const std::map<std::string, std::string> values{{"{format}", "csv"}, {"{name}", "clean.csv"}};
        std::string target(route.path);
        for (auto at = target.find('{'); at != target.npos; at = target.find('{')) {
            auto end = target.find('}', at);
            auto value = values.find(target.substr(at, end - at + 1));
            target.replace(at, end - at + 1, value == values.end() ? "1" : value->second);
        }
        return target;
    }

    std::string token_;
};

// Above the limit, with why. The list may only shrink.
struct Above {
    std::size_t most;
    const char* why;
};
const std::map<std::string, Above> above{
    {"/api/runs/{id}", {14, "a run, its stages, attempts, results, answers and files are tables of their own"}},
    {"/api/incidents/{id}",
     {14, "an issue, its files, keys, periods and repairs are; and the history notes who looked"}},
    {"/api/incidents/{id}/occurrences",
     {10, "as the issue, of which it needs the files; the history notes who looked"}},
    {"/api/reports/{id}/files/{format}", {12, "what goes out is noted in the history and as opened, each once"}},
    {"/api/uploads/{id}/content", {9, "what goes out is noted in the history"}},
    {"/api/reports/{id}/rows", {8, "what goes out is noted in the history"}},
    {"/api/feeds/{id}/grants", {8, "who reads and who may be read are asked for each"}},
    {"/api/feeds/{id}/sharing", {7, "people, file rules and subscriptions"}},
};

TEST_F(Statements, what_people_look_at_takes_six_statements)
{
    constexpr std::size_t limit = 6;
    for (auto routes : routes())
        for (const auto& route : routes) {
            if (route.verb != http::Verb::get || route.answer == http::Answer::events) continue;
            int status = 0;
            auto ran = statements_of(target_of(route), status);
            auto listed = above.find(std::string(route.path));
            auto most = listed == above.end() ? limit : listed->second.most;
            std::string all;
            for (const auto& sql : ran) all += "\n  - " + sql.substr(0, 300);
            EXPECT_LE(ran.size(), most) << route.path << " " << status << all;
            if (listed != above.end()) {
                EXPECT_GT(ran.size(), limit) << route.path << " is no longer above the limit: take it off the list";
            }
        }
}
} // namespace
} // namespace app
