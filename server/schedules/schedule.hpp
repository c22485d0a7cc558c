#pragma once
// What BatchOps does by itself at times that a person has set, and what became of each time.
#include "server/calendars/calendar.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/schedules/timing.hpp"
#include "server/users/user.hpp"

namespace schedules
{
// pickup: fetches the files of a source. report: sends a feed's newest report to those who get it by a schedule, and
// tells people that it is there. reminder: tells people something.
enum class ScheduleKind { pickup, report, reminder };
BOOST_DESCRIBE_ENUM(ScheduleKind, pickup, report, reminder)

// When a time comes while the one before is still at work.
enum class Overlap { skip, queue, cancel_previous };
BOOST_DESCRIBE_ENUM(Overlap, skip, queue, cancel_previous)

// Of the times that passed while nobody was there to keep them.
enum class Catchup { none, latest, all };
BOOST_DESCRIBE_ENUM(Catchup, none, latest, all)

struct ScheduleInput : Timing {
    std::string title;
    ScheduleKind kind = ScheduleKind::pickup;
    Overlap overlap = Overlap::queue;
    Catchup catchup = Catchup::latest;
    std::int64_t catchup_window_min = 1440;
    std::int64_t jitter_s = 0; // its times are spread over so many seconds, the same for each
    std::optional<std::int64_t> source_id, feed_id;
    std::vector<std::int64_t> recipient_ids;
    std::optional<std::string> message, note;
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(ScheduleInput, (Timing),
                      (title, kind, overlap, catchup, catchup_window_min, jitter_s, source_id, feed_id, recipient_ids,
                       message, note, enabled))

struct ScheduleRow : ScheduleInput {
    std::int64_t id = 0;
    std::optional<std::string> calendar_name, source_name, feed_key, feed_title;
    std::optional<std::string> paused_until, next_tick_at;
    std::string last_tick_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ScheduleRow, (ScheduleInput),
                      (id, calendar_name, source_name, feed_key, feed_title, paused_until, next_tick_at, last_tick_at,
                       version))

enum class TickState { waiting, running, done, failed, skipped };
BOOST_DESCRIBE_ENUM(TickState, waiting, running, done, failed, skipped)

enum class WhySkipped { overlap, closed_day, paused, skipped_by, missed, nothing_new };
BOOST_DESCRIBE_ENUM(WhySkipped, overlap, closed_day, paused, skipped_by, missed, nothing_new)

struct Tick {
    std::int64_t id = 0;
    std::int64_t schedule_id = 0;
    std::string at;
    std::string local;
    TickState state = TickState::waiting;
    std::optional<WhySkipped> why;
    std::optional<users::UserRef> by; // who started or skipped it
    bool by_hand = false;
    std::optional<std::string> started_at, ended_at;
    std::string words;
    std::int64_t uploads = 0;
};
BOOST_DESCRIBE_STRUCT(Tick, (),
                      (id, schedule_id, at, local, state, why, by, by_hand, started_at, ended_at, words, uploads))

struct SourceRef {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SourceRef, (), (id, name))

enum class ScheduleState { on, off, paused, needs_calendar, never };
BOOST_DESCRIBE_ENUM(ScheduleState, on, off, paused, needs_calendar, never)

struct Schedule {
    std::int64_t id = 0;
    std::string title;
    ScheduleKind kind = ScheduleKind::pickup;
    Rule rule;
    std::string words, zone;
    std::optional<calendars::CalendarRef> calendar;
    ClosedDays closed_days = ClosedDays::run;
    Overlap overlap = Overlap::queue;
    Catchup catchup = Catchup::latest;
    std::int64_t catchup_window_min = 0, jitter_s = 0;
    std::optional<SourceRef> source;
    std::optional<feeds::FeedRef> feed;
    std::vector<users::UserRef> recipients;
    std::optional<std::string> message, note;
    bool enabled = true;
    std::optional<std::string> paused_until; // pauses until someone resumes end in the year 9999
    ScheduleState state = ScheduleState::on;
    std::string state_words;
    std::vector<Occurrence> next; // the next three that happen, and what is left out before them
    std::optional<Tick> last;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Schedule, (),
                      (id, title, kind, rule, words, zone, calendar, closed_days, overlap, catchup, catchup_window_min,
                       jitter_s, source, feed, recipients, message, note, enabled, paused_until, state, state_words,
                       next, last, version))
} // namespace schedules
