#include "base/clock.hpp"
#include "server/arrivals/due_store.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/calendars/calendar_store.hpp"
#include "server/calendars/consequences.hpp"
#include "server/runs/test_school.hpp"
#include <gmock/gmock.h>

namespace arrivals
{
namespace
{
using testing::HasSubstr;

struct Arrivals : runs::SchoolTest {
    ExpectationInput weekly()
    {
        ExpectationInput input;
        input.rule.every = schedules::Every::week;
        input.rule.days = {calendars::Weekday::mon};
        input.rule.at = "10:00";
        input.zone = "Europe/London";
        input.feed_id = feed.id;
        input.grace_min = 120;
        input.owner_id = clerk.id;
        input.deputy_id = moderator.id;
        return input;
    }
    ExpectationRow expect(const ExpectationInput& input)
    {
        return transact([&](db::Session& db) {
            EXPECT_TRUE(errors_in(db, input).empty());
            return insert(db, input);
        });
    }
    std::vector<DueFile> due()
    {
        return transact(
            [](db::Session& db) { return list(db, users::Scope::everything(), {}, {200, {}, {}}).value().results; });
    }
    DueFile due_file(std::int64_t id)
    {
        return transact([&](db::Session& db) { return find_due(db, users::Scope::everything(), id).value(); });
    }
    bool late(std::int64_t id)
    {
        return transact([&](db::Session& db) { return make_late(db, id); });
    }
    void let_it_pass(std::int64_t id)
    {
        transact([&](db::Session& db) {
            db.exec("UPDATE due_files SET due_at = $2, alarm_after_at = $3 WHERE id = $1", id,
                    db.now(-std::chrono::hours(3)), db.now(-std::chrono::hours(1)));
        });
    }
};
ON_BOTH_ENGINES(Arrivals);

TEST_P(Arrivals, due_files_are_made_ahead_with_their_alarm_after_the_grace)
{
    expect(weekly());
    auto files = due();
    ASSERT_GE(files.size(), 8U);
    for (const auto& file : files) {
        EXPECT_THAT(file.due_local, HasSubstr("Mon"));
        EXPECT_THAT(file.due_local, HasSubstr(", 10:00"));
        EXPECT_THAT(file.alarm_local, HasSubstr(", 12:00"));
        EXPECT_EQ(file.state, DueState::open);
        EXPECT_EQ(with_whom(file)->id, clerk.id);
    }
}

TEST_P(Arrivals, a_file_meets_what_is_due_for_its_period_in_the_same_transaction)
{
    expect(weekly());
    auto next = due().at(0);
    auto run = send("student_id,amount\n1,2\n", next.period);
    auto met = due_file(next.id);
    EXPECT_EQ(met.state, DueState::met);
    EXPECT_EQ(met.run->id, run.id);
    EXPECT_FALSE(met.recovered);
    EXPECT_EQ(due().at(1).state, DueState::open) << "the next week is still open";
}

TEST_P(Arrivals, late_once_recovered_once)
{
    expect(weekly());
    auto file = due().at(0);
    EXPECT_FALSE(late(file.id)) << "not before its alarm";
    let_it_pass(file.id);
    EXPECT_TRUE(late(file.id));
    EXPECT_FALSE(late(file.id)) << "once";
    EXPECT_EQ(due_file(file.id).late_at, due_file(file.id).alarm_after_at) << "its time is the alarm, not the look";
    send("student_id,amount\n1,2\n", file.period);
    EXPECT_TRUE(due_file(file.id).recovered);
    EXPECT_FALSE(late(file.id));
    send("student_id,amount\n1,3\n", file.period);
    EXPECT_TRUE(due_file(file.id).recovered);
}

TEST_P(Arrivals, excused_handed_over_and_back)
{
    expect(weekly());
    auto file = due().at(0);
    transact([&](db::Session& db) { return hand_over(db, file, true); }).value();
    EXPECT_EQ(with_whom(due_file(file.id))->id, moderator.id);
    EXPECT_FALSE(transact([&](db::Session& db) { return hand_over(db, file, true); }));
    let_it_pass(file.id);
    EXPECT_TRUE(late(file.id));
    transact([&](db::Session& db) { return excuse(db, file, "No trips this week", moderator.id); }).value();
    EXPECT_EQ(due_file(file.id).words, "Excused: No trips this week");
    EXPECT_FALSE(transact([&](db::Session& db) { return excuse(db, file, "again", moderator.id); }));
    transact([&](db::Session& db) { return unexcuse(db, file); }).value();
    EXPECT_EQ(due_file(file.id).state, DueState::late) << "late before, late again, without a second alarm";
    EXPECT_FALSE(late(file.id));
}

TEST_P(Arrivals, what_was_sent_before_meets_what_is_planned_later)
{
    expect(weekly());
    auto period = due().at(1).period;
    send("student_id,amount\n1,2\n", period);
    auto row = transact([](db::Session& db) { return all(db, users::Scope::everything()).at(0); });
    auto changed = weekly();
    changed.rule.at = "11:00";
    transact([&](db::Session& db) { return change(db, row.id, changed); });
    auto files = due();
    EXPECT_EQ(std::ranges::count(files, period, &DueFile::period), 1);
    EXPECT_EQ(std::ranges::find(files, period, &DueFile::period)->state, DueState::met);
    EXPECT_THAT(files.at(0).due_local, HasSubstr(", 11:00"));
}

TEST_P(Arrivals, a_changed_calendar_says_what_appears_and_disappears_and_then_does_it)
{
    auto calendar = transact([](db::Session& db) {
        calendars::CalendarInput input;
        input.name = "School year";
        input.zone = "Europe/London";
        input.school_week = {calendars::Weekday::mon, calendars::Weekday::tue, calendars::Weekday::wed,
                             calendars::Weekday::thu, calendars::Weekday::fri};
        return calendars::insert(db, input).value();
    });
    auto input = weekly();
    input.calendar_id = calendar.id;
    input.closed_days = schedules::ClosedDays::next_open;
    expect(input);
    auto before = due();
    auto closed = calendar;
    auto monday =
        calendars::day_of(calendars::Zone::find("Europe/London").value(), schedules::seconds_of(before.at(1).due_at));
    closed.days = {{calendars::iso_day(monday), calendars::DayKind::closed, "Staff day"}};
    auto told = transact([&](db::Session& db) { return calendars::consequences(db, calendar, closed); });
    ASSERT_EQ(told.appear.size(), 1U);
    ASSERT_EQ(told.disappear.size(), 1U);
    EXPECT_EQ(told.disappear[0].at, before.at(1).due_at);
    EXPECT_THAT(told.appear[0].note, HasSubstr("Staff day"));
    EXPECT_EQ(due().at(1).due_at, before.at(1).due_at) << "nothing has changed yet";
    transact([&](db::Session& db) {
        calendars::change(db, calendar.id, closed).value();
        calendars::apply(db, calendar.id);
    });
    EXPECT_EQ(due().at(1).due_at, told.appear[0].at);
    EXPECT_EQ(due().at(1).period, before.at(1).period) << "moved to Tuesday, of the same week";
    EXPECT_FALSE(transact([&](db::Session& db) { return calendars::remove(db, calendar.id); })) << "in use";
}
} // namespace
} // namespace arrivals
