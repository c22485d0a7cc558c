#pragma once
// A school's calendar: its terms, the weekdays of its school week, and days that differ.
#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace calendars
{
enum class Weekday { mon, tue, wed, thu, fri, sat, sun };
BOOST_DESCRIBE_ENUM(Weekday, mon, tue, wed, thu, fri, sat, sun)

struct CalendarRef {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(CalendarRef, (), (id, name))

struct Term {
    std::string name;
    std::string first_day, last_day; // "2026-09-07"
};
BOOST_DESCRIBE_STRUCT(Term, (), (name, first_day, last_day))

// closed: no school. open: school, although the weekday says otherwise. exam and special are school days with a name.
enum class DayKind { closed, open, exam, special };
BOOST_DESCRIBE_ENUM(DayKind, closed, open, exam, special)

enum class DayOrigin { hand, import };
BOOST_DESCRIBE_ENUM(DayOrigin, hand, import)

struct CalendarDay {
    std::string date;
    DayKind kind = DayKind::closed;
    std::string label;
    DayOrigin origin = DayOrigin::hand;
};
BOOST_DESCRIBE_STRUCT(CalendarDay, (), (date, kind, label, origin))

// All of a calendar that can be changed; sent whole.
struct CalendarInput {
    std::string name;
    std::string zone;
    std::vector<Weekday> school_week; // the weekdays with school
    std::vector<Term> terms;
    std::vector<CalendarDay> days;
};
BOOST_DESCRIBE_STRUCT(CalendarInput, (), (name, zone, school_week, terms, days))

struct Calendar : CalendarInput {
    std::int64_t id = 0;
    std::int64_t used_by = 0; // schedules and due files that go by it
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Calendar, (CalendarInput), (id, used_by, version))
} // namespace calendars
