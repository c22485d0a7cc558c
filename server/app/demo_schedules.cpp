#include "server/app/demo_schedules.hpp"
#include "base/clock.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/calendars/calendar_store.hpp"
#include "server/departments/zone_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/sources/source_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace app
{
namespace
{
using calendars::Weekday;
constexpr const char *admin = "admin@northfield.test", *office = "data.office@northfield.test";

// Three terms of the school year that the day lies in.
calendars::CalendarInput school_year(const std::string& zone, std::chrono::sys_days today)
{
    std::chrono::year_month_day date(today);
    int year = int(date.year()) - (unsigned(date.month()) < 8 ? 1 : 0);
    auto day = [](int in, const char* rest) { return fmt::format("{}-{}", in, rest); };
    calendars::CalendarInput calendar;
    calendar.name = fmt::format("School year {}/{}", year, year + 1);
    calendar.zone = zone;
    calendar.school_week = {Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri};
    calendar.terms = {{"Autumn term", day(year, "09-01"), day(year, "12-18")},
                      {"Spring term", day(year + 1, "01-05"), day(year + 1, "03-26")},
                      {"Summer term", day(year + 1, "04-12"), day(year + 1, "07-23")}};
    for (const char* rest : {"10-26", "10-27", "10-28", "10-29", "10-30"})
        calendar.days.push_back({day(year, rest), calendars::DayKind::closed, "Half term", calendars::DayOrigin::hand});
    return calendar;
}

arrivals::ExpectationInput weekly(std::int64_t feed_id, const std::string& zone, Weekday day, const char* at)
{
    arrivals::ExpectationInput input;
    input.rule.every = schedules::Every::week;
    input.rule.days = {day};
    input.rule.at = at;
    input.zone = zone;
    input.feed_id = feed_id;
    return input;
}

// The first thing on Monday has passed whenever in the week the school is made; the rest comes on Friday.
void expect_files(db::Session& db, const std::string& zone, const std::map<std::string, std::int64_t>& people,
                  std::chrono::sys_days today)
{
    auto monday = utc_text(std::chrono::sys_seconds(calendars::monday_of(today)) - std::chrono::hours(24));
    for (const auto& feed : feeds::all_rules(db, users::Scope::everything())) {
        if (feed.period != engine::Period::week) continue;
        bool early = feed.key == "library-loans-weekly";
        auto input = weekly(feed.id, zone, early ? Weekday::mon : Weekday::fri, early ? "00:05" : "17:00");
        input.grace_min = early ? 5 : 120;
        auto clerk = people.find("clerk." + feed.department.key + "@northfield.test");
        if (clerk != people.end()) input.owner_id = clerk->second;
        input.deputy_id = people.at(office);
        arrivals::insert(db, input, monday);
    }
}
} // namespace

void make_demo_schedules(db::Session& db, const std::map<std::string, std::int64_t>& people,
                         const std::filesystem::path& pickup)
{
    auto zone = departments::school_zone(db);
    auto today = calendars::day_of(zone, schedules::now(db));
    auto calendar = require(calendars::insert(db, school_year(zone.name(), today)));
    expect_files(db, zone.name(), people, today);

    sources::SourceInput folder;
    folder.name = "Shared folder";
    folder.place.folder = pickup.string();
    auto source = require(sources::insert(db, folder, people.at(admin)));

    schedules::ScheduleInput pick_up;
    pick_up.rule.cron = "0 6-18 * * *";
    pick_up.zone = zone.name();
    pick_up.title = "Pick up files from the shared folder";
    pick_up.source_id = source.id;
    schedules::insert(db, pick_up);

    schedules::ScheduleInput reminder;
    reminder.rule.every = schedules::Every::week;
    reminder.rule.days = {Weekday::thu};
    reminder.rule.at = "15:00";
    reminder.zone = zone.name();
    reminder.calendar_id = calendar.id;
    reminder.closed_days = schedules::ClosedDays::skip;
    reminder.title = "Files are due on Friday";
    reminder.kind = schedules::ScheduleKind::reminder;
    reminder.message = "The files of this week are due on Friday at 17:00.";
    reminder.recipient_ids = {people.at(office)};
    schedules::insert(db, reminder);
}
} // namespace app
