#include "server/calendars/calendar_store.hpp"
#include "server/runs/test_school.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/schedules/tick_store.hpp"
#include "server/sources/source_store.hpp"
#include <atomic>
#include <gmock/gmock.h>

namespace schedules
{
namespace
{
using testing::HasSubstr;

struct Keeping : runs::SchoolTest {
    ScheduleInput reminder(const char* cron = "* * * * *")
    {
        ScheduleInput input;
        input.rule.cron = cron;
        input.zone = "Europe/London";
        input.title = "Send the fees";
        input.kind = ScheduleKind::reminder;
        input.message = "Please send them.";
        input.recipient_ids = {clerk.id};
        return input;
    }
    ScheduleRow add(const ScheduleInput& input)
    {
        return transact([&](db::Session& db) {
            auto errors = errors_in(db, input);
            EXPECT_TRUE(errors.empty()) << errors.at(0).at << " " << errors.at(0).detail;
            return insert(db, input);
        });
    }
    // As if so long had passed since the scheduler last looked.
    void back(std::int64_t id, std::chrono::seconds time)
    {
        transact([&](db::Session& db) {
            db.exec("UPDATE schedules SET last_tick_at = $2, next_tick_at = $2 WHERE id = $1", id, db.now(-time));
        });
    }
    void decide_now(std::int64_t id)
    {
        transact([&](db::Session& db) { decide(db, id); });
    }
    std::vector<std::string> states(std::int64_t id)
    {
        return transact([&](db::Session& db) {
            std::vector<std::string> states;
            for (const auto& tick : ticks_between(db, find(db, id).value(), "", "~"))
                states.push_back(json::enum_text(tick.state) + (tick.why ? " " + json::enum_text(*tick.why) : ""));
            return states;
        });
    }
    std::optional<Claim> claim_one()
    {
        return transact([](db::Session& db) { return schedules::claim(db, Work::tell); });
    }
    std::int64_t count(const std::vector<std::string>& states, const std::string& wanted)
    {
        return std::ranges::count(states, wanted);
    }
};
ON_BOTH_ENGINES(Keeping);

TEST_P(Keeping, a_new_schedule_makes_up_for_nothing)
{
    auto row = add(reminder());
    decide_now(row.id);
    EXPECT_LE(states(row.id).size(), 1U); // a minute may have begun
}

TEST_P(Keeping, each_time_is_decided_once_however_often_it_is_looked_at)
{
    auto input = reminder();
    input.catchup = Catchup::all;
    auto row = add(input);
    back(row.id, std::chrono::minutes(3));
    decide_now(row.id);
    auto first = states(row.id).size();
    EXPECT_GE(first, 3U);
    back(row.id, std::chrono::minutes(3)); // a clock that was set back, or a decider with an old view
    decide_now(row.id);
    EXPECT_LE(states(row.id).size(), first + 1);
}

TEST_P(Keeping, several_deciders_at_once_make_each_time_one_row)
{
    auto input = reminder();
    input.catchup = Catchup::all;
    auto row = add(input);
    back(row.id, std::chrono::minutes(30));
    std::vector<std::thread> deciders;
    for (int i = 0; i < 4; ++i) deciders.emplace_back([&] { decide_now(row.id); });
    for (auto& decider : deciders) decider.join();
    auto made = states(row.id).size();
    EXPECT_GE(made, 30U);
    EXPECT_LE(made, 31U);
}

TEST_P(Keeping, run_now_pressed_by_many_at_once_runs_once)
{
    auto row = add(reminder("0 0 1 1 *"));
    std::atomic<int> begun = 0;
    std::vector<std::thread> people;
    for (int i = 0; i < 8; ++i)
        people.emplace_back([&] {
            if (transact([&](db::Session& db) { return run_now(db, row, moderator.id); })) ++begun;
        });
    for (auto& person : people) person.join();
    EXPECT_EQ(begun, 1);
    EXPECT_EQ(states(row.id), std::vector<std::string>{"waiting"});
}

TEST_P(Keeping, pick_ups_and_what_is_told_are_taken_apart)
{
    auto row = add(reminder("0 0 1 1 *"));
    transact([&](db::Session& db) { return run_now(db, row, moderator.id); }).value();
    EXPECT_FALSE(transact([](db::Session& db) { return schedules::claim(db, Work::pick_up); }));
    EXPECT_TRUE(claim_one());
}

TEST_P(Keeping, one_source_is_picked_up_by_one_schedule_at_a_time)
{
    sources::SourceInput folder;
    folder.name = "Exports";
    folder.place.folder = "/exports";
    auto source = transact([&](db::Session& db) { return sources::insert(db, folder, moderator.id); }).value();
    auto input = reminder("0 0 1 1 *");
    input.kind = ScheduleKind::pickup;
    input.source_id = source.id;
    for (int i = 0; i < 2; ++i) {
        auto row = add(input);
        transact([&](db::Session& db) { return run_now(db, row, moderator.id); }).value();
    }
    auto claim_pick_up = [&] { return transact([](db::Session& db) { return schedules::claim(db, Work::pick_up); }); };
    auto first = claim_pick_up();
    ASSERT_TRUE(first);
    EXPECT_FALSE(claim_pick_up());
    transact([&](db::Session& db) { finish(db, *first, TickState::done, "", 0); });
    EXPECT_TRUE(claim_pick_up());
}

TEST_P(Keeping, what_it_names_must_be_there_whether_its_kind_needs_it_or_not)
{
    for (auto kind : {ScheduleKind::reminder, ScheduleKind::report, ScheduleKind::pickup}) {
        auto input = reminder();
        input.kind = kind;
        input.source_id = 999'999;
        input.feed_id = 999'999;
        auto errors = transact([&](db::Session& db) { return errors_in(db, input); });
        std::vector<std::string> at;
        for (const auto& error : errors) at.push_back(error.at);
        EXPECT_THAT(at, testing::IsSupersetOf({"source_id", "feed_id"})) << json::enum_text(kind);
    }
}

TEST_P(Keeping, a_tick_is_done_by_one_and_taken_over_when_that_one_is_gone)
{
    auto row = add(reminder("0 0 1 1 *"));
    transact([&](db::Session& db) { return run_now(db, row, moderator.id); }).value();
    EXPECT_FALSE(transact([&](db::Session& db) { return run_now(db, row, moderator.id); })) << "it is at work already";
    auto first = claim_one().value();
    EXPECT_FALSE(claim_one());
    transact([](db::Session& db) { db.exec("UPDATE schedule_ticks SET lease_until = ''"); });
    auto second = claim_one().value();
    EXPECT_EQ(second.tick.id, first.tick.id);
    EXPECT_FALSE(transact([&](db::Session& db) { return renew(db, first); }));
    EXPECT_FALSE(transact([&](db::Session& db) { return finish(db, first, TickState::done, "", 0); }));
    EXPECT_TRUE(transact([&](db::Session& db) { return finish(db, second, TickState::done, "Fine.", 2); }));
    EXPECT_EQ(states(row.id), std::vector<std::string>{"done"});
}

TEST_P(Keeping, a_tick_at_which_nothing_was_to_be_done_is_left_out_with_its_reason)
{
    auto row = add(reminder("0 0 1 1 *"));
    transact([&](db::Session& db) { return run_now(db, row, moderator.id); }).value();
    auto got = claim_one().value();
    EXPECT_TRUE(transact([&](db::Session& db) {
        return finish(db, got, TickState::skipped, "There is no new version.", 0, WhySkipped::nothing_new);
    }));
    EXPECT_EQ(states(row.id), std::vector<std::string>{"skipped nothing_new"});
}

TEST_P(Keeping, a_time_that_comes_while_the_one_before_is_at_work_does_as_the_schedule_says)
{
    struct Case {
        Overlap overlap;
        const char* first;
        const char* second;
    };
    for (auto one : {Case{Overlap::skip, "running", "skipped overlap"}, Case{Overlap::queue, "running", "waiting"},
                     Case{Overlap::cancel_previous, "running", "waiting"}}) {
        auto input = reminder();
        input.overlap = one.overlap;
        auto row = add(input);
        transact([&](db::Session& db) { return run_now(db, row, moderator.id); }).value();
        auto at_work = claim_one().value();
        back(row.id, std::chrono::seconds(61));
        decide_now(row.id);
        auto made = states(row.id);
        ASSERT_GE(made.size(), 2U);
        EXPECT_EQ(count(made, one.first), 1) << json::enum_text(one.overlap);
        EXPECT_GE(count(made, one.second), 1) << json::enum_text(one.overlap);
        bool goes_on = transact([&](db::Session& db) { return renew(db, at_work); });
        EXPECT_EQ(goes_on, one.overlap != Overlap::cancel_previous);
        transact([&](db::Session& db) { return remove(db, row.id); }).value();
    }
}

TEST_P(Keeping, a_pause_and_a_time_taken_out_are_written_down)
{
    auto row = add(reminder());
    transact([&](db::Session& db) { pause(db, row.id, std::nullopt); });
    back(row.id, std::chrono::minutes(2));
    decide_now(row.id);
    for (const auto& state : states(row.id)) EXPECT_EQ(state, "skipped paused");
    transact([&](db::Session& db) { resume(db, row.id); });

    auto coming = transact([&](db::Session& db) { return shown(db, find(db, row.id).value()); });
    auto at = coming.next.at(1).at;
    transact([&](db::Session& db) { return skip(db, find(db, row.id).value(), at, moderator.id); }).value();
    auto after = transact([&](db::Session& db) { return shown(db, find(db, row.id).value()); });
    EXPECT_TRUE(std::ranges::any_of(after.next, [&](const Occurrence& one) {
        return one.at == at && one.skipped && one.note == "Skipped by Maya Okafor";
    }));
    EXPECT_FALSE(transact([&](db::Session& db) { return skip(db, row, "2026-01-01T00:00:00.000Z", moderator.id); }));
}

TEST_P(Keeping, what_is_wrong_with_a_schedule_is_said_at_its_field)
{
    auto at = [&](const ScheduleInput& input) {
        return transact([&](db::Session& db) {
            auto errors = errors_in(db, input);
            return errors.empty() ? "fine" : errors[0].at;
        });
    };
    EXPECT_EQ(at(reminder()), "fine");
    auto input = reminder();
    input.title = " ";
    EXPECT_EQ(at(input), "title");
    input = reminder();
    input.recipient_ids = {};
    EXPECT_EQ(at(input), "recipient_ids");
    input.recipient_ids = {clerk.id, 999};
    EXPECT_EQ(at(input), "recipient_ids");
    input = reminder();
    input.kind = ScheduleKind::pickup;
    EXPECT_EQ(at(input), "source_id");
    input = reminder();
    input.kind = ScheduleKind::report;
    EXPECT_EQ(at(input), "feed_id");
    input.feed_id = feed.id;
    input.recipient_ids = {};
    EXPECT_EQ(at(input), "fine") << "who gets it is said where it is shared";
    input = reminder();
    input.calendar_id = 999;
    EXPECT_EQ(at(input), "calendar_id");
    input = reminder("61 * * * *");
    EXPECT_EQ(at(input), "rule.cron");
}
} // namespace
} // namespace schedules
