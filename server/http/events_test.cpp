#include "base/result.hpp"
#include "server/http/kept_events.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
std::shared_ptr<const std::string> everything(const Event& event) { return event.text; }

std::string all_of(Subscription& subscription)
{
    std::string text;
    while (auto next = subscription.take()) text += *next;
    return text;
}

std::string run(int id) { return fmt::format("id: {}\nevent: run\ndata: {{}}\n\n", id); }

struct Events : testing::Test {
    // One that is about to be told what comes.
    std::shared_ptr<Subscription> listen(EventView view = everything)
    {
        auto subscription = hub.subscribe(std::move(view), std::nullopt);
        all_of(*subscription);
        return subscription;
    }
    void publish(int count)
    {
        for (int i = 0; i < count; ++i) source.publish("run", "{}");
    }
    std::string missed_since(std::int64_t id)
    {
        auto subscription = hub.subscribe(everything, id);
        hub.look();
        return all_of(*subscription);
    }

    KeptEvents source{10};
    EventHub hub{source};
};

TEST_F(Events, say_where_the_stream_begins_and_what_happens_after)
{
    publish(1);
    hub.look();
    auto subscription = hub.subscribe(everything, std::nullopt);
    EXPECT_EQ(all_of(*subscription), "id: 10\nevent: start\ndata: {}\n\n");
    publish(1);
    hub.look();
    EXPECT_EQ(all_of(*subscription), run(11));
    hub.look();
    EXPECT_EQ(all_of(*subscription), "");
}

TEST_F(Events, gives_back_what_was_missed_and_nothing_twice)
{
    publish(3);
    hub.look();
    EXPECT_EQ(missed_since(10), run(11) + run(12));
    EXPECT_EQ(missed_since(9), run(10) + run(11) + run(12)) << "nothing that is kept comes before";
    EXPECT_EQ(missed_since(12), "");
}

TEST_F(Events, goes_on_from_what_another_process_has_told)
{
    publish(2);
    hub.look();
    publish(2);                                        // this process has not looked yet
    auto subscription = hub.subscribe(everything, 12); // another has told of the first of them
    hub.look();
    EXPECT_EQ(all_of(*subscription), run(13));
}

TEST_F(Events, says_reset_where_what_was_missed_is_no_longer_kept)
{
    publish(5);
    hub.look();
    source.all.erase(source.all.begin(), source.all.begin() + 3);
    const std::string reset = "id: 14\nevent: reset\ndata: {}\n\n";
    EXPECT_EQ(missed_since(11), reset);
    EXPECT_EQ(missed_since(-1), reset);
    EXPECT_EQ(missed_since(99), reset) << "never given out";
    EXPECT_EQ(missed_since(12), run(13) + run(14));
}

TEST_F(Events, says_reset_to_who_would_be_told_too_much)
{
    publish(1);
    source.next += EventHub::most_replayed;
    publish(1);
    hub.look();
    EXPECT_NE(missed_since(10).find("event: reset"), std::string::npos);
}

TEST_F(Events, tells_only_what_the_filter_lets_through_also_in_replay)
{
    auto own = [](const Event& event) { return event.department_id == 7 ? event.text : nullptr; };
    source.publish("run", "{\"of\":7}", 7);
    source.publish("run", "{\"of\":8}", 8);
    hub.look();
    auto subscription = hub.subscribe(own, 9);
    source.publish("run", "{\"of\":8}", 8);
    source.publish("run", "{\"again\":7}", 7);
    hub.look();
    EXPECT_EQ(all_of(*subscription),
              "id: 10\nevent: run\ndata: {\"of\":7}\n\nid: 13\nevent: run\ndata: {\"again\":7}\n\n");
}

TEST_F(Events, a_browser_that_cannot_keep_up_is_told_everything_as_it_has_room)
{
    int asked = 0;
    hub.look_soon = [&] { ++asked; };
    auto late = listen();
    std::string wanted, told;
    for (int i = 0; i < 3000; ++i) {
        wanted += run(10 + i);
        publish(1);
        if (i % 100 == 0) hub.look();
    }
    hub.look();
    auto waiting = all_of(*late);
    EXPECT_LT(waiting.size(), 20'000U) << "what waits is bounded";
    EXPECT_EQ(asked, 1) << "it asks for more when it has room";
    for (auto text = waiting; !text.empty(); text = all_of(*late)) {
        told += text;
        hub.look();
    }
    EXPECT_TRUE(told == wanted);
    publish(1);
    hub.look();
    EXPECT_EQ(all_of(*late), run(3010)) << "and is no longer behind";
}

TEST_F(Events, wakes_the_one_who_waits)
{
    int woken = 0;
    auto subscription = listen();
    subscription->on_event([&] { ++woken; });
    publish(1);
    hub.look();
    EXPECT_EQ(woken, 1);
}

TEST_F(Events, looks_again_soon_where_an_earlier_one_may_still_come)
{
    struct Waiting final : EventSource {
        Kept kept() override { return {1, 3}; }
        News news(std::int64_t, std::size_t) override { return {{}, true}; }
        std::vector<Event> between(std::int64_t, std::int64_t, std::size_t) override { return {}; }
    } source_that_waits;
    EventHub waiting(source_that_waits);
    int asked = 0;
    waiting.look_soon = [&] { ++asked; };
    waiting.look();
    EXPECT_EQ(asked, 1);
}

TEST_F(Events, D9_a_person_and_a_department_listen_so_often_at_a_time_and_no_oftener)
{
    std::vector<std::shared_ptr<Subscription>> open;
    for (std::size_t i = 0; i < EventHub::most_of_a_person; ++i)
        open.push_back(hub.subscribe(everything, std::nullopt, {1, 1, "", {}}));
    EXPECT_THROW(hub.subscribe(everything, std::nullopt, {1, 2, "", {}}), Refusal);
    open.push_back(hub.subscribe(everything, std::nullopt, {2, 3, "", {7}}));
    open.front()->end();
    EXPECT_NO_THROW(hub.subscribe(everything, std::nullopt, {1, 2, "", {}})) << "one has ended";
    for (std::int64_t person = 100; open.size() < EventHub::most_of_a_person + EventHub::most_of_a_department; ++person)
        open.push_back(hub.subscribe(everything, std::nullopt, {person, person, "", {7}}));
    EXPECT_THROW(hub.subscribe(everything, std::nullopt, {3, 4, "", {8, 7}}), Refusal);
    EXPECT_NO_THROW(hub.subscribe(everything, std::nullopt, {3, 4, "", {8}}));
}

TEST_F(Events, A6_tells_nothing_more_once_it_was_ended)
{
    auto subscription = listen();
    publish(1);
    hub.look();
    int woken = 0;
    subscription->on_event([&] { ++woken; });
    subscription->end();
    EXPECT_EQ(woken, 1) << "who waits is told at once";
    publish(1);
    hub.look();
    EXPECT_EQ(subscription->take(), nullptr);
}

TEST_F(Events, A6_who_has_lost_the_right_is_told_nothing_of_what_came_after)
{
    auto subscription = listen(), later = hub.subscribe(everything, std::nullopt);
    hub.before_telling = [&] { subscription->end(); };
    publish(1);
    hub.look();
    EXPECT_EQ(subscription->take(), nullptr);
    EXPECT_NE(later->take(), nullptr) << "others are told";
}
} // namespace
} // namespace http
