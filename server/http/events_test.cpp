#include "base/result.hpp"
#include "server/http/events.hpp"
#include <gtest/gtest.h>

namespace http
{
namespace
{
bool everything(const Event&) { return true; }

std::string all_of(Subscription& subscription)
{
    std::string text;
    while (auto next = subscription.take()) text += *next;
    return text;
}

TEST(EventHub, tells_what_happens_after_the_subscription)
{
    EventHub hub(10);
    hub.publish("run", "{\"id\":1}", std::nullopt);
    auto subscription = hub.subscribe(everything, std::nullopt);
    hub.publish("run", "{\"id\":2}", std::nullopt);
    EXPECT_EQ(all_of(*subscription), "id: 11\nevent: run\ndata: {\"id\":2}\n\n");
}

TEST(EventHub, gives_back_what_was_missed_and_nothing_twice)
{
    EventHub hub(10);
    for (int i = 0; i < 3; ++i) hub.publish("run", "{}", std::nullopt);
    EXPECT_EQ(all_of(*hub.subscribe(everything, 10)),
              "id: 11\nevent: run\ndata: {}\n\nid: 12\nevent: run\ndata: {}\n\n");
    EXPECT_EQ(all_of(*hub.subscribe(everything, 12)), "");
}

TEST(EventHub, says_reset_where_what_was_missed_is_no_longer_kept)
{
    EventHub hub(10, 2);
    for (int i = 0; i < 5; ++i) hub.publish("run", "{}", std::nullopt);
    EXPECT_EQ(all_of(*hub.subscribe(everything, 11)), "id: 14\nevent: reset\ndata: {}\n\n");
    EXPECT_EQ(all_of(*hub.subscribe(everything, 3)), "id: 14\nevent: reset\ndata: {}\n\n") << "of an earlier start";
    EXPECT_EQ(all_of(*hub.subscribe(everything, 99)), "id: 14\nevent: reset\ndata: {}\n\n") << "never given out";
}

TEST(EventHub, tells_only_what_the_filter_lets_through_also_in_replay)
{
    EventHub hub(10);
    auto own = [](const Event& event) { return event.department_id == 7; };
    hub.publish("run", "{\"of\":7}", 7);
    hub.publish("run", "{\"of\":8}", 8);
    auto subscription = hub.subscribe(own, 9);
    hub.publish("run", "{\"of\":8}", 8);
    EXPECT_EQ(all_of(*subscription), "id: 10\nevent: run\ndata: {\"of\":7}\n\n");
}

TEST(EventHub, tells_a_browser_that_cannot_keep_up_to_start_over)
{
    EventHub hub(10);
    auto subscription = hub.subscribe(everything, std::nullopt);
    for (int i = 0; i < 1000; ++i) hub.publish("run", "{}", std::nullopt);
    auto text = all_of(*subscription);
    EXPECT_NE(text.find("event: reset"), std::string::npos);
    EXPECT_LT(text.size(), 20'000u);
}

TEST(EventHub, wakes_the_one_who_waits)
{
    EventHub hub(10);
    int woken = 0;
    auto subscription = hub.subscribe(everything, std::nullopt);
    subscription->on_event([&] { ++woken; });
    hub.publish("run", "{}", std::nullopt);
    EXPECT_EQ(woken, 1);
}
TEST(EventHub, D9_a_person_and_a_department_listen_so_often_at_a_time_and_no_oftener)
{
    EventHub hub(10);
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

TEST(EventHub, A6_tells_nothing_more_once_it_was_ended)
{
    EventHub hub(10);
    auto subscription = hub.subscribe(everything, std::nullopt);
    hub.publish("run", "{}", std::nullopt);
    int woken = 0;
    subscription->on_event([&] { ++woken; });
    subscription->end();
    EXPECT_EQ(woken, 1) << "who waits is told at once";
    hub.publish("run", "{}", std::nullopt);
    EXPECT_EQ(subscription->take(), nullptr);
}
} // namespace
} // namespace http
