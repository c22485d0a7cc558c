#include "base/log.hpp"
#include "server/queue/line.hpp"
#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <mutex>
#include <sys/eventfd.h>
#include <unistd.h>

namespace queue
{
namespace
{
// A server in memory: what is said reaches everybody who is connected.
struct Server {
    struct End {
        int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        std::deque<std::string> heard;
    };
    std::mutex mutex;
    std::vector<std::shared_ptr<End>> ends;
    std::vector<std::string> said;
    bool away = false, deaf = false, evicts = false;
    int opened = 0;

    void set(bool Server::* what, bool value)
    {
        std::lock_guard lock(mutex);
        this->*what = value;
        for (auto& end : ends) eventfd_write(end->descriptor, 1);
    }
    std::size_t said_with(const std::string& word)
    {
        std::lock_guard lock(mutex);
        return static_cast<std::size_t>(
            std::ranges::count_if(said, [&](const auto& words) { return words.find(word) != words.npos; }));
    }
    void say(const std::string& words)
    {
        std::lock_guard lock(mutex);
        said.push_back(words);
        if (deaf) return;
        for (auto& end : ends) {
            end->heard.push_back(words);
            eventfd_write(end->descriptor, 1);
        }
    }
};

struct Fake final : Channel {
    explicit Fake(Server& server) : server(server)
    {
        std::lock_guard lock(server.mutex);
        ++server.opened;
        if (server.away) throw Lost(Trouble::unreachable, "away");
        server.ends.push_back(end);
    }
    ~Fake() override
    {
        std::lock_guard lock(server.mutex);
        std::erase(server.ends, end);
        close(end->descriptor);
    }
    void require_there()
    {
        std::lock_guard lock(server.mutex);
        if (server.away) throw Lost(Trouble::unreachable, "away");
    }
    void say(const std::string& words) override
    {
        require_there();
        server.say(words);
    }
    std::vector<std::string> heard() override
    {
        require_there();
        std::lock_guard lock(server.mutex);
        eventfd_t ignored = 0;
        eventfd_read(end->descriptor, &ignored);
        std::vector<std::string> heard(end->heard.begin(), end->heard.end());
        end->heard.clear();
        return heard;
    }
    int descriptor() const override { return end->descriptor; }
    bool may_evict() override
    {
        std::lock_guard lock(server.mutex);
        return server.evicts;
    }

    Server& server;
    std::shared_ptr<Server::End> end = std::make_shared<Server::End>();
};

struct Process {
    explicit Process(Server& server, Line::Pace pace = {})
        : line(
              "fake", [&server](const std::stop_token&) { return std::make_unique<Fake>(server); },
              [this](Topic topic) { ++(topic == Topic::jobs   ? jobs
                                       : topic == Topic::news ? news
                                                              : cancels); }, pace)
    {
    }
    bool listens() const { return line.is_up() && jobs > 0 && news > 0 && cancels > 0; }

    std::atomic<int> jobs{0}, news{0}, cancels{0};
    Line line;
};

const Line::Pace quick{std::chrono::milliseconds(1), std::chrono::milliseconds(20), std::chrono::milliseconds(1),
                       std::chrono::milliseconds(5)};

template <class Check> bool soon(Check check)
{
    for (int i = 0; i < 1000 && !check(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return check();
}

struct Lines : testing::Test {
    Lines() { logs::set_level("off"); }
    Server server;
};

TEST_F(Lines, what_one_process_says_another_hears_and_itself_does_not)
{
    Process one(server), other(server);
    ASSERT_TRUE(soon([&] { return one.listens() && other.listens(); }));
    int own = one.jobs, before = other.jobs, news = other.news;
    for (int i = 0; i < 1000; ++i) one.line.say(Topic::jobs);
    EXPECT_TRUE(soon([&] { return other.jobs > before; }));
    one.line.say(Topic::cancels);
    EXPECT_TRUE(soon([&] { return other.cancels > 1; }));
    EXPECT_EQ(other.news, news);
    EXPECT_EQ(one.jobs, own);
}

TEST_F(Lines, what_is_said_together_is_said_once)
{
    auto pace = quick;
    pace.together = std::chrono::hours(1);
    Process one(server, pace);
    ASSERT_TRUE(soon([&] { return one.listens(); }));
    one.line.say(Topic::jobs);
    ASSERT_TRUE(soon([&] { return server.said_with("jobs") == 1; }));
    one.line.say(Topic::news);
    auto proofs = server.said_with("echo");
    ASSERT_TRUE(soon([&] { return server.said_with("echo") > proofs + 3; }));
    EXPECT_EQ(server.said_with("news"), 0U);
}

TEST_F(Lines, a_flood_of_hints_is_one_for_each_while)
{
    auto pace = quick;
    pace.together = std::chrono::hours(1);
    Process one(server, pace);
    ASSERT_TRUE(soon([&] { return one.listens(); }));
    for (int i = 0; i < 200; ++i) {
        server.say("somebody jobs");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ASSERT_TRUE(soon([&] { return one.jobs > 1; }));
    EXPECT_LE(static_cast<std::size_t>(one.jobs), 2 + 2 * server.said_with("echo")) << "heard with the proofs only";
}

TEST_F(Lines, words_of_anybody_else_are_at_most_a_hint)
{
    Process one(server);
    ASSERT_TRUE(soon([&] { return one.listens(); }));
    for (const char* words : {"", " ", "echo", "x echo", "jobs", "x jo bs", "\n"}) server.say(words);
    server.say(std::string(100'000, 'j'));
    server.say("somebody news");
    EXPECT_TRUE(soon([&] { return one.news == 2; }));
    EXPECT_EQ(one.jobs, 1);
}

TEST_F(Lines, that_break_come_back_by_themselves_and_everything_is_looked_at)
{
    Process one(server, quick);
    ASSERT_TRUE(soon([&] { return one.listens(); }));
    server.set(&Server::away, true);
    EXPECT_TRUE(soon([&] { return one.line.trouble() == Trouble::unreachable; }));
    EXPECT_TRUE(soon([&] { // again and again
        std::lock_guard lock(server.mutex);
        return server.opened > 5;
    }));
    int before = one.news;
    server.set(&Server::away, false);
    EXPECT_TRUE(soon([&] { return one.line.is_up() && one.news > before; }));
}

TEST_F(Lines, on_which_nothing_arrives_do_not_count)
{
    server.deaf = true; // as PgBouncer is
    Process one(server, quick);
    EXPECT_TRUE(soon([&] { return one.line.trouble() == Trouble::deaf; }));
    EXPECT_EQ(one.jobs, 0);
    server.set(&Server::deaf, false);
    EXPECT_TRUE(soon([&] { return one.line.is_up(); }));
    server.set(&Server::deaf, true); // a line that was up is proven again
    EXPECT_TRUE(soon([&] { return one.line.trouble() == Trouble::deaf; }));
}

TEST_F(Lines, know_that_the_server_throws_away_also_once_somebody_has_changed_that)
{
    Process one(server, quick);
    ASSERT_TRUE(soon([&] { return one.listens(); }));
    EXPECT_FALSE(one.line.may_evict());
    server.set(&Server::evicts, true);
    EXPECT_TRUE(soon([&] { return one.line.may_evict(); }));
    server.set(&Server::evicts, false);
    EXPECT_TRUE(soon([&] { return !one.line.may_evict(); }));
}

// As of a server that always has another byte.
TEST(WaitFor, ends_at_its_time_and_at_the_stop_though_there_is_always_something_to_read)
{
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    auto now = std::chrono::steady_clock::now();
    EXPECT_NO_THROW(wait_for(ends[0], Direction::in, now + std::chrono::minutes(1), {}));
    EXPECT_THROW(wait_for(ends[0], Direction::in, now - std::chrono::seconds(1), {}), Lost);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(wait_for(ends[0], Direction::in, now + std::chrono::minutes(1), stop.get_token()), Lost);
    for (int end : ends) close(end);
}
} // namespace
} // namespace queue
