#include "server/db/on_both_engines.hpp"
#include "server/events/reader.hpp"
#include <algorithm>
#include <atomic>
#include <gmock/gmock.h>
#include <thread>

namespace events
{
namespace
{
using testing::ElementsAre;
using testing::IsEmpty;

struct EventRows : db::OnBothEngines {
    std::int64_t append(db::Session& db, const std::string& payload)
    {
        events::append(db, Kind::run, 7, payload);
        return kept(db).newest;
    }
    std::int64_t write(const std::string& payload)
    {
        return transact([&](db::Session& db) { return append(db, payload); });
    }
    std::vector<std::int64_t> news(Reader& reader, std::int64_t after)
    {
        std::vector<std::int64_t> ids;
        for (const auto& event : reader.news(after, 100).events) ids.push_back(event.id);
        return ids;
    }
    void age(std::int64_t id)
    {
        transact([&](db::Session& db) {
            db.exec("UPDATE events SET at = $2 WHERE id = $1", id, db.now(-std::chrono::hours(25)));
        });
    }
    void look_at(std::int64_t id)
    {
        transact([&](db::Session& db) { db.exec("UPDATE events SET seen_by_incidents = TRUE WHERE id = $1", id); });
    }
};
ON_BOTH_ENGINES(EventRows);

// SQLite has one writer at a time, PostgreSQL any number.
struct EventRowsOfManyWriters : EventRows {
};
INSTANTIATE_TEST_SUITE_P(, EventRowsOfManyWriters, testing::Values(db::Engine::postgres), db::engine_name);

TEST_P(EventRows, are_told_as_they_go_over_the_wire_to_whom_they_concern)
{
    auto id = write("{\"id\":1}");
    transact([&](db::Session& db) { events::append(db, Kind::report, 8, "{}"); });
    Reader reader(database());
    auto told = reader.news(id - 1, 100).events;
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(*told[0].text, "id: " + std::to_string(id) + "\nevent: run\ndata: {\"id\":1}\n\n");
    EXPECT_EQ(told[0].department_id, 7);
    EXPECT_EQ(told[0].permission, http::Permission::read_runs);
    EXPECT_EQ(told[1].permission, http::Permission::read_reports);
}

TEST_P(EventRows, are_written_with_their_transaction_or_not_at_all)
{
    auto before = database().read(kept).newest;
    EXPECT_THROW(transact([&](db::Session& db) {
                     append(db, "{}");
                     throw std::runtime_error("no");
                 }),
                 std::runtime_error);
    EXPECT_EQ(database().read(kept).newest, before);
}

TEST_P(EventRows, are_kept_for_a_day_and_the_newest_for_ever)
{
    auto first = write("{}"), second = write("{}"), third = write("{}");
    age(first);
    transact(forget_old);
    EXPECT_EQ(database().read(kept).oldest, first) << "incidents are still to be opened from it";
    look_at(first);
    transact(forget_old);
    EXPECT_EQ(database().read(kept).oldest, second);
    for (auto id : {second, third}) {
        age(id);
        look_at(id);
    }
    transact(forget_old);
    auto left = database().read(kept);
    EXPECT_EQ(left.oldest, third);
    EXPECT_EQ(left.newest, third);
}

TEST_P(EventRowsOfManyWriters, one_that_commits_later_than_its_followers_is_told_before_them)
{
    Reader reader(database());
    auto before = write("{}");
    std::int64_t slow = 0, quick = 0;
    transact([&](db::Session& db) {
        slow = append(db, "{}");
        quick = write("{}");
        EXPECT_THAT(news(reader, before), IsEmpty());
        // However long it takes, while others come and go.
        for (int i = 0; i < 3; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
            EXPECT_THAT(news(reader, before), IsEmpty());
        }
        EXPECT_TRUE(reader.news(before, 100).waits);
    });
    EXPECT_THAT(news(reader, before), ElementsAre(before + 1, quick));
    EXPECT_EQ(quick, before + 2);
}

TEST_P(EventRows, ids_that_were_given_back_hold_nobody_up)
{
    Reader reader(database());
    auto before = write("{}");
    for (int i = 0; i < 3; ++i)
        EXPECT_THROW(transact([&](db::Session& db) {
                         append(db, "{}");
                         throw std::runtime_error("no");
                     }),
                     std::runtime_error);
    auto after = write("{}");
    std::vector<std::int64_t> told;
    for (int i = 0; told.empty() && i < 200; ++i) {
        told = news(reader, before);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_THAT(told, ElementsAre(after));
}

TEST_P(EventRows, many_writers_at_once_lose_none_and_keep_the_order)
{
    Reader reader(database());
    http::EventHub hub(reader);
    hub.look();
    auto all = [](const http::Event& event) { return event.text; };
    auto stream = hub.subscribe(all, std::nullopt);
    std::vector<std::jthread> writers;
    std::atomic<int> writing = 4;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&] {
            for (int i = 0; i < 50; ++i)
                transact([&](db::Session& db) {
                    events::append(db, Kind::run, 7, "{}");
                    std::this_thread::sleep_for(std::chrono::milliseconds(i % 3));
                });
            --writing;
        });
    std::vector<std::int64_t> ids;
    auto take = [&] {
        hub.look();
        while (auto text = stream->take())
            if (text->find("event: run") != std::string::npos) ids.push_back(std::stoll(text->substr(4)));
    };
    while (writing > 0) take();
    for (int i = 0; ids.size() < 200 && i < 200; ++i) take();
    EXPECT_EQ(ids.size(), 200U);
    EXPECT_TRUE(std::ranges::is_sorted(ids));
}
} // namespace
} // namespace events
