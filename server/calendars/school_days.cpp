#include "server/calendars/school_days.hpp"
#include "server/calendars/zone.hpp"
#include <algorithm>

namespace calendars
{
using namespace std::chrono;

sys_days monday_of(sys_days day) { return day - (weekday(day) - Monday); }

SchoolDays::SchoolDays(const CalendarInput& calendar)
{
    for (auto day : calendar.school_week) week_[(static_cast<unsigned>(day) + 1) % 7] = true;
    for (const auto& day : calendar.days) {
        auto date = read_day(day.date);
        if (!date) continue;
        if (day.kind == DayKind::closed)
            closed_.emplace(*date, day.label);
        else
            open_.emplace(*date, day.label);
    }
    for (const auto& term : calendar.terms) {
        auto first = read_day(term.first_day), last = read_day(term.last_day);
        if (first && last && *first <= *last) terms_.push_back({term.name, *first, *last});
    }
    std::ranges::sort(terms_, {}, &TermSpan::first);
    for (const auto& term : terms_) {
        int number = 0;
        for (auto monday = monday_of(term.first); monday <= term.last; monday += weeks(1)) {
            bool teaches = false;
            for (int i = 0; i < 7 && !teaches; ++i) {
                auto day = monday + days(i);
                teaches = day >= term.first && day <= term.last && is_school_day(day);
            }
            if (teaches) teaching_[monday] = ++number;
        }
    }
}

std::optional<std::string> SchoolDays::closed(sys_days day, bool by_weekday) const
{
    if (auto found = closed_.find(day); found != closed_.end()) return found->second.empty() ? "closed" : found->second;
    if (open_.contains(day)) return std::nullopt;
    if (!terms_.empty()) {
        auto next = std::ranges::upper_bound(terms_, day, {}, &TermSpan::first);
        if (next == terms_.begin()) return "Before the first term";
        if (day > std::prev(next)->last) return next == terms_.end() ? "After the last term" : "Between terms";
    }
    if (by_weekday && !week_[weekday(day).c_encoding()]) return "no school day";
    return std::nullopt;
}

int SchoolDays::teaching_week(sys_days day) const
{
    auto found = teaching_.find(monday_of(day));
    return found == teaching_.end() ? 0 : found->second;
}

std::optional<sys_days> SchoolDays::ends() const
{
    if (terms_.empty()) return std::nullopt;
    return terms_.back().last;
}
} // namespace calendars
