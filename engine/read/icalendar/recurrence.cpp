#include "engine/read/icalendar/recurrence.hpp"
#include <algorithm>
#include <array>
#include <charconv>

namespace engine::icalendar
{
namespace
{
using namespace std::chrono;
using Every = Recurrence::Every;

std::optional<int> whole_number(std::string_view text, int least, int most)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    int number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return std::nullopt;
    return number;
}

std::optional<weekday> weekday_of(std::string_view name)
{
    constexpr std::array names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return weekday(static_cast<unsigned>(found - names.begin()));
}

// The parts between `separator`, each taken by `take`; false where one is refused.
template <class Take> bool each(std::string_view list, char separator, Take take)
{
    while (true) {
        auto end = std::min(list.find(separator), list.size());
        if (!take(list.substr(0, end))) return false;
        if (end == list.size()) return true;
        list.remove_prefix(end + 1);
    }
}

bool take_weekday(Recurrence& rule, std::string_view text)
{
    if (text.size() < 2) return false;
    auto day = weekday_of(text.substr(text.size() - 2));
    auto before = text.substr(0, text.size() - 2);
    auto nth = before.empty() ? std::optional(0) : whole_number(before, -53, 53);
    if (!day || !nth || (!before.empty() && *nth == 0)) return false;
    rule.weekdays.push_back({*day, *nth});
    return true;
}

bool take_part(Recurrence& rule, bool& has_frequency, std::string_view part)
{
    auto equals = part.find('=');
    if (equals == std::string_view::npos) return false;
    auto name = part.substr(0, equals), value = part.substr(equals + 1);
    if (name == "FREQ") {
        constexpr std::array names{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
        auto found = std::ranges::find(names, value);
        if (found == names.end()) return false;
        rule.every = static_cast<Every>(found - names.begin());
        return has_frequency = true;
    }
    if (name == "INTERVAL") {
        auto interval = whole_number(value, 1, 1000);
        rule.interval = interval.value_or(1);
        return interval.has_value();
    }
    if (name == "COUNT") return (rule.count = whole_number(value, 1, 100'000)).has_value();
    if (name == "UNTIL") return (rule.until = read_day(value)).has_value();
    if (name == "WKST") {
        auto day = weekday_of(value);
        rule.week_start = day.value_or(Monday);
        return day.has_value();
    }
    if (name == "BYMONTH")
        return each(value, ',', [&](std::string_view text) {
            auto number = whole_number(text, 1, 12);
            if (number) rule.months.push_back(static_cast<unsigned>(*number));
            return number.has_value();
        });
    if (name == "BYMONTHDAY")
        return each(value, ',', [&](std::string_view text) {
            auto number = whole_number(text, -31, 31);
            if (number) rule.month_days.push_back(*number);
            return number && *number != 0;
        });
    if (name == "BYDAY") return each(value, ',', [&](std::string_view text) { return take_weekday(rule, text); });
    return false;
}

// What the rule leaves to its first day (RFC 5545: “information missing … is taken from DTSTART”).
void complete(Recurrence& rule, const year_month_day& first)
{
    bool names_days = !rule.weekdays.empty() || !rule.month_days.empty();
    if (rule.every == Every::week && rule.weekdays.empty()) rule.weekdays.push_back({weekday(sys_days(first)), 0});
    if (rule.every != Every::month && rule.every != Every::year) return;
    if (rule.every == Every::year && rule.months.empty() && !names_days)
        rule.months.push_back(static_cast<unsigned>(first.month()));
    if (!names_days) rule.month_days.push_back(static_cast<int>(static_cast<unsigned>(first.day())));
}

bool is_nth(sys_days day, sys_days begin, sys_days end, int nth)
{
    if (nth == 0) return true;
    return nth > 0 ? (day - begin).count() / 7 + 1 == nth : (end - days(1) - day).count() / 7 + 1 == -nth;
}

// One rule with its first day, asked of days from it on.
class Matching
{
public:
    Matching(Recurrence rule, sys_days first) : rule_(std::move(rule)), first_(first), first_date_(first)
    {
        complete(rule_, first_date_);
    }

    bool has(sys_days day) const
    {
        year_month_day date(day);
        return periods_between(day, date) % rule_.interval == 0 && fits_month(date) && fits_month_day(date) &&
               fits_weekday(day, date);
    }

private:
    std::int64_t periods_between(sys_days day, const year_month_day& date) const
    {
        auto week_of = [&](sys_days at) { return at - (weekday(at) - rule_.week_start); };
        switch (rule_.every) {
        case Every::day:
            return (day - first_).count();
        case Every::week:
            return (week_of(day) - week_of(first_)).count() / 7;
        case Every::month:
            return (year_month(date.year(), date.month()) - year_month(first_date_.year(), first_date_.month()))
                .count();
        case Every::year:
            break;
        }
        return (date.year() - first_date_.year()).count();
    }

    bool fits_month(const year_month_day& date) const
    {
        return rule_.months.empty() ||
               std::ranges::find(rule_.months, static_cast<unsigned>(date.month())) != rule_.months.end();
    }

    bool fits_month_day(const year_month_day& date) const
    {
        auto day = static_cast<int>(static_cast<unsigned>(date.day()));
        auto length = static_cast<int>(static_cast<unsigned>((date.year() / date.month() / last).day()));
        return rule_.month_days.empty() || std::ranges::any_of(rule_.month_days, [&](int wanted) {
                   return wanted > 0 ? wanted == day : length + 1 + wanted == day;
               });
    }

    bool fits_weekday(sys_days day, const year_month_day& date) const
    {
        if (rule_.weekdays.empty()) return true;
        bool of_year = rule_.every == Every::year && rule_.months.empty();
        sys_days begin = of_year ? date.year() / January / 1 : date.year() / date.month() / 1;
        sys_days end = of_year ? sys_days((date.year() + years(1)) / January / 1)
                               : sys_days(date.year() / date.month() / last) + days(1);
        return std::ranges::any_of(rule_.weekdays, [&](const Recurrence::OnWeekday& on) {
            return on.weekday == weekday(day) && is_nth(day, begin, end, on.nth);
        });
    }

    Recurrence rule_;
    sys_days first_;
    year_month_day first_date_;
};
} // namespace

std::optional<sys_days> read_day(std::string_view value)
{
    if (value.size() < 8 || (value.size() > 8 && value[8] != 'T')) return std::nullopt;
    if (!std::ranges::all_of(value.substr(0, 8), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    auto number = [&](std::size_t from, std::size_t size) { return *whole_number(value.substr(from, size), 0, 9999); };
    year_month_day date(year(number(0, 4)), month(static_cast<unsigned>(number(4, 2))),
                        day(static_cast<unsigned>(number(6, 2))));
    if (!date.ok() || date.year() < year(1)) return std::nullopt;
    return sys_days(date);
}

std::optional<Recurrence> Recurrence::read(std::string_view rule)
{
    Recurrence read;
    bool has_frequency = false;
    if (rule.ends_with(';')) rule.remove_suffix(1);
    if (!each(rule, ';', [&](std::string_view part) { return take_part(read, has_frequency, part); })) return {};
    if (!has_frequency) return {};
    bool counts_weekdays = std::ranges::any_of(read.weekdays, [](const OnWeekday& on) { return on.nth != 0; });
    if (counts_weekdays && read.every != Every::month && read.every != Every::year) return {};
    if (read.every == Every::week && !read.month_days.empty()) return {};
    return read;
}

std::vector<sys_days> Recurrence::days(sys_days first, sys_days last) const
{
    if (until) last = std::min(last, *until);
    std::vector<sys_days> found{first};
    Matching matching(*this, first);
    auto enough = [&] { return count && found.size() >= static_cast<std::size_t>(*count); };
    for (auto day = first + std::chrono::days(1); day <= last && !enough(); day += std::chrono::days(1))
        if (matching.has(day)) found.push_back(day);
    return found;
}
} // namespace engine::icalendar
