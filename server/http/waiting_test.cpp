// Who waits for whom: threads that are all busy, callers that ask for much, answers that come late, a server that
// stops.
#include "server/db/database.hpp"
#include "server/http/late_answers.hpp"
#include "server/http/server.hpp"
#include "server/http/test_client.hpp"
#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

namespace
{
using namespace http::testing;
namespace may = http::may;

struct Done {
    bool done = true;
};
BOOST_DESCRIBE_STRUCT(Done, (), (done))

// What a handler waits for, until the test lets it go.
struct Gate {
    std::mutex mutex;
    std::condition_variable moved;
    int inside = 0;
    bool open = false;
    int gone = 0; // requests whose caller went away

    void pass()
    {
        std::unique_lock lock(mutex);
        ++inside;
        moved.notify_all();
        moved.wait(lock, [&] { return open; });
    }
    void await(int count)
    {
        std::unique_lock lock(mutex);
        moved.wait(lock, [&] { return inside >= count; });
    }
    void let_go()
    {
        std::lock_guard lock(mutex);
        open = true;
        moved.notify_all();
    }
    void note(int status)
    {
        std::lock_guard lock(mutex);
        gone += status == 503 || status == 499;
        moved.notify_all();
    }
    void await_gone(int count)
    {
        std::unique_lock lock(mutex);
        moved.wait(lock, [&] { return gone >= count; });
    }
};

// Work that heeds that nobody wants it, and nothing else.
struct Endless {
    std::mutex mutex;
    std::condition_variable_any moved;
    int begun = 0, stopped = 0;

    void work(const std::stop_token& unwanted)
    {
        std::unique_lock lock(mutex);
        ++begun;
        moved.notify_all();
        moved.wait(lock, unwanted, [] { return false; });
        ++stopped;
        moved.notify_all();
    }
    void await(int Endless::* what, int count)
    {
        std::unique_lock lock(mutex);
        moved.wait(lock, [&] { return this->*what >= count; });
    }
};

Done wait_here(http::Call& call)
{
    call.use<Gate>().pass();
    return {};
}
Done at_once(http::Call&) { return {}; }
Done wait_for_ever(http::Call& call)
{
    call.use<Endless>().work(call.unwanted);
    return {};
}

constexpr http::Route routes[] = {
    http::get<&wait_here>("/api/quick", may::read_runs, "Held up").by_hand(),
    http::get<&wait_here>("/api/engine", may::read_runs, "Asks the engine").asks_engine(),
    http::post<&wait_here>("/api/engine", may::read_runs, "Asks the engine").asks_engine(),
    http::get<&wait_for_ever>("/api/endless", may::read_runs, "Asks the engine what it cannot say").asks_engine(),
    http::get<&wait_here>("/api/link", may::anyone, "Asks the engine without an account").asks_engine(),
    http::post<&at_once>("/api/sign-in", may::anyone, "Hashes a password").slow(),
    http::post<&wait_here>("/api/hashed", may::anyone, "Hashes a password for long").slow(),
    http::post<&wait_here>("/api/written", may::read_runs, "Writes for long").by_hand(),
    http::get<&at_once>("/api/shown", may::read_runs, "Shows something").by_hand(),
    http::get<&at_once>("/healthz", may::anyone, "Whether the process answers").by_hand(),
    http::get<&at_once>("/readyz", may::anyone, "Whether requests can be served").by_hand(),
};

class Waiting : public ::testing::Test
{
protected:
    void SetUp() override
    {
        auto path = std::filesystem::temp_directory_path() / ("waiting_test_" + std::to_string(getpid()) + ".db");
        std::filesystem::remove(path);
        database_ = std::make_unique<db::Database>("sqlite:" + path.string());
        services_.add(*database_);
        services_.add(gate_);
        services_.add(endless_);
        http::Setup setup({routes, http::late_routes()}, services_);
        setup.authenticate = [this](std::string_view token) -> std::optional<http::Caller> {
            http::Caller caller;
            caller.id = token == "ben" ? 7 : 8;
            caller.token_id = caller.id;
            caller.rights = rights_;
            caller.permissions = {may::read_runs};
            return caller;
        };
        setup.finished = [this](const http::Access& access) { gate_.note(access.status); };
        setup.limits.waiting_quick = 200;
        setup.trusted_proxies = {"127.0.0.1"};
        adjust(setup.limits);
        server_ = std::make_unique<http::Server>(std::move(setup));
        server_->start();
        port_ = server_->port();
    }
    // Everybody waits on the connection.
    virtual void adjust(http::Limits& limits) { limits.late_after = std::chrono::hours(1); }
    void TearDown() override
    {
        gate_.let_go();
        callers_.clear();
        server_->stop(std::chrono::seconds(5));
    }
    // Asks and waits for the answer elsewhere.
    void ask(const std::string& target, const std::string& token)
    {
        ask([=, this] { return get(port_, target, token); });
    }
    void ask(std::function<Answer()> how)
    {
        callers_.emplace_back([this, how = std::move(how)] {
            auto answer = how();
            std::lock_guard lock(gate_.mutex);
            answers_.push_back(std::move(answer));
            gate_.moved.notify_all();
        });
    }
    // Those that have come, once there are so many.
    std::vector<Answer> answers(int count)
    {
        std::unique_lock lock(gate_.mutex);
        gate_.moved.wait(lock, [&] { return answers_.size() >= static_cast<std::size_t>(count); });
        return answers_;
    }

    std::unique_ptr<db::Database> database_;
    http::Services services_;
    std::unique_ptr<http::Server> server_;
    std::uint16_t port_ = 0;
    Gate gate_;
    Endless endless_;
    std::string rights_ = "clerk";
    std::vector<Answer> answers_;
    std::vector<std::jthread> callers_; // last: they use all of the above
};

TEST_F(Waiting, health_is_answered_while_every_thread_waits)
{
    auto quick = static_cast<int>(std::max(4U, std::thread::hardware_concurrency()));
    for (int i = 0; i < quick; ++i) ask("/api/quick", "ben");
    gate_.await(quick);
    EXPECT_EQ(get(port_, "/healthz").status, 200);
    EXPECT_EQ(get(port_, "/readyz").status, 200);
}

TEST_F(Waiting, people_sign_in_while_the_engine_is_asked_for_more_than_it_can_do)
{
    for (int i = 0; i < 8; ++i) ask("/api/engine", "ben");
    gate_.await(2);
    EXPECT_EQ(post(port_, "/api/sign-in", "").status, 200);
}

Answer post_as(std::uint16_t port, const std::string& target, const std::string& token, const std::string& network)
{
    return send(port,
                {"POST", target, token, "{}", {{"Content-Type", "application/json"}, {"X-Forwarded-For", network}}});
}

TEST_F(Waiting, a_crowd_of_one_network_that_signs_in_keeps_no_other_network_out)
{
    constexpr int crowd = 90, at_a_time = 2, waiting = 64;
    for (int i = 0; i < crowd; ++i) ask([this] { return post_as(port_, "/api/hashed", "", "192.0.2.1"); });
    gate_.await(at_a_time);
    for (const auto& refused : answers(crowd - at_a_time - waiting)) {
        EXPECT_EQ(refused.status, 429);
        EXPECT_FALSE(refused.header("retry-after").empty());
    }
    ask([this] { return post_as(port_, "/api/hashed", "", "192.0.2.2"); });
    gate_.let_go();
    auto all = answers(crowd + 1);
    EXPECT_EQ(std::ranges::count(all, 200, &Answer::status), at_a_time + waiting + 1);
}

TEST_F(Waiting, what_one_person_writes_takes_one_thread_and_leaves_the_others_to_everybody_else)
{
    constexpr int writes = 6;
    for (int i = 0; i < writes; ++i) ask([this] { return post_as(port_, "/api/written", "ben", "192.0.2.1"); });
    gate_.await(1);
    ask([this] { return post_as(port_, "/api/written", "ada", "192.0.2.1"); });
    gate_.await(2); // not behind five of Ben's
    EXPECT_EQ(get(port_, "/api/shown", "ben").status, 200) << "what one reads waits for no turn";
    gate_.let_go();
    auto all = answers(writes + 1);
    EXPECT_EQ(std::ranges::count(all, 200, &Answer::status), writes + 1);
}

TEST_F(Waiting, one_person_has_only_so_many_questions_to_the_engine_and_leaves_room_for_others)
{
    constexpr int asked = 12, most = 8;
    for (int i = 0; i < asked; ++i) ask("/api/engine", "ben");
    for (const auto& refused : answers(asked - most)) {
        EXPECT_EQ(refused.status, 429);
        EXPECT_FALSE(refused.header("retry-after").empty());
    }
    ask("/api/engine", "ada");
    gate_.let_go();
    auto all = answers(asked + 1);
    EXPECT_EQ(std::ranges::count(all, 200, &Answer::status), most + 1);
}

TEST_F(Waiting, the_engine_is_not_asked_for_somebody_who_went_away)
{
    for (int i = 0; i < 2; ++i) ask("/api/engine", "ben");
    gate_.await(2);
    for (int i = 0; i < 3; ++i) {
        Connection gone(port_);
        gone.send(request_text({"GET", "/api/engine", "ada", "", {}}));
        EXPECT_EQ(get(port_, "/healthz").status, 200); // the request before is in line by then
    }
    gate_.await_gone(3);
    gate_.let_go();
    EXPECT_EQ(get(port_, "/api/engine", "cy").status, 200); // behind them
    std::lock_guard lock(gate_.mutex);
    EXPECT_EQ(gate_.inside, 3);
}

TEST_F(Waiting, a_server_that_stops_says_so_and_ends_what_is_under_way)
{
    Connection early(port_);
    early.send(request_text({"GET", "/api/quick", "ben", "", {}}));
    gate_.await(1);
    server_->drain();
    auto refused = get(port_, "/api/quick", "ben");
    EXPECT_EQ(refused.status, 503);
    EXPECT_FALSE(refused.header("retry-after").empty());
    EXPECT_EQ(get(port_, "/healthz").status, 200);
    EXPECT_EQ(get(port_, "/readyz").status, 200) << "the hub's own answer says that it stops";
    gate_.let_go();
    EXPECT_EQ(early.read_answer().status, 200);
}

TEST_F(Waiting, D9_work_is_stopped_when_its_caller_goes_away)
{
    {
        Connection gone(port_);
        gone.send(request_text({"GET", "/api/endless", "ben", "", {}}));
        endless_.await(&Endless::begun, 1);
    }
    endless_.await(&Endless::stopped, 1);
}

// Nobody waits on the connection.
class Late : public Waiting
{
protected:
    void adjust(http::Limits& limits) override
    {
        limits.late_after = std::chrono::milliseconds(20);
        limits.asked_within = asked_within;
    }
    json::value job(const std::string& address, const std::string& token = "ben")
    {
        return json::parse(get(port_, address, token).body);
    }
    std::string await_result(const std::string& address)
    {
        auto now = job(address);
        while (now.at("state") == "running") now = job(address);
        EXPECT_EQ(now.at("status"), 200);
        return std::string(now.at("result").as_string());
    }
    std::chrono::milliseconds asked_within{60'000};
};

TEST_F(Late, what_takes_longer_is_answered_202_and_fetched_at_its_address)
{
    for (const auto* method : {"GET", "POST"}) {
        auto later = send(port_, {method, "/api/engine", "ben", "", {}});
        EXPECT_EQ(later.status, 202) << later.body;
        EXPECT_FALSE(later.header("retry-after").empty());
        auto address = later.header("location");
        ASSERT_TRUE(address.starts_with("/api/jobs/")) << address;
        EXPECT_EQ(job(address).at("state"), "running");
        EXPECT_EQ(get(port_, address + "/result", "ben").status, 409);
        gate_.let_go();
        auto answer = get(port_, await_result(address), "ben");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, R"({"done":true})");
        std::lock_guard lock(gate_.mutex);
        gate_.open = false;
    }
}

TEST_F(Late, A7_an_answer_is_for_its_asker_alone_with_the_rights_of_then)
{
    auto address = get(port_, "/api/engine", "ben").header("location");
    auto is_hidden = [&](const std::string& token) {
        return get(port_, address, token).status == 404 && get(port_, address + "/result", token).status == 404;
    };
    EXPECT_EQ(get(port_, address).status, 401);
    EXPECT_TRUE(is_hidden("ada"));
    gate_.let_go();
    await_result(address);
    EXPECT_TRUE(is_hidden("ada"));
    rights_ = "may only look";
    EXPECT_TRUE(is_hidden("ben"));
    rights_ = "clerk";
    EXPECT_EQ(get(port_, address + "/result", "ben").status, 200);
}

TEST_F(Late, who_has_no_account_waits)
{
    ask("/api/link", "");
    gate_.await(1);
    gate_.let_go();
    EXPECT_EQ(answers(1).front().status, 200);
}

TEST_F(Late, a_server_that_stops_stops_the_work)
{
    EXPECT_EQ(get(port_, "/api/endless", "ben").status, 202);
    server_->stop(std::chrono::milliseconds(0));
    endless_.await(&Endless::stopped, 1);
}

class Forgotten : public Late
{
protected:
    void SetUp() override
    {
        asked_within = std::chrono::milliseconds(50);
        Late::SetUp();
    }
};

TEST_F(Forgotten, D9_work_is_stopped_when_nobody_asks_how_it_is_coming_on)
{
    auto later = get(port_, "/api/endless", "ben");
    EXPECT_EQ(later.status, 202);
    endless_.await(&Endless::stopped, 1);
    EXPECT_EQ(get(port_, later.header("location"), "ben").status, 404);
}
} // namespace
