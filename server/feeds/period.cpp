#include "server/feeds/period.hpp"
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace feeds
{
namespace
{
using namespace std::chrono;
using engine::Period;
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 12> long_months{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 3> terms{"spring", "summer", "autumn"};
constexpr std::array<std::string_view, 3> term_titles{"Spring", "Summer", "Autumn"};

// A period by its year and its number within the year.
struct Numbered {
    int year = 0;
    unsigned number = 0;
};

int year_of(sys_days day) { return int(year_month_day(day).year()); }
sys_days monday_of(sys_days day) { return day - (weekday(day) - Monday); }
// The Monday of week 1: the week with the year's first Thursday (ISO 8601).
sys_days first_monday(int year_number) { return monday_of(sys_days(year(year_number) / January / 4)); }

Numbered week_of(sys_days day)
{
    auto number_year = year_of(monday_of(day) + days(3)); // of its Thursday
    return {number_year, static_cast<unsigned>((monday_of(day) - first_monday(number_year)).count() / 7 + 1)};
}
unsigned weeks_in(int year_number) { return week_of(sys_days(year(year_number) / December / 28)).number; }

PeriodChoice week_choice(Numbered week)
{
    auto first = first_monday(week.year) + weeks(week.number - 1);
    year_month_day from(first), to(first + days(6));
    auto month_name = [](year_month_day day) { return months[unsigned(day.month()) - 1]; };
    auto left = from.month() == to.month() ? fmt::format("{}", unsigned(from.day()))
                                           : fmt::format("{} {}", unsigned(from.day()), month_name(from));
    if (from.year() != to.year()) left += fmt::format(" {}", int(from.year()));
    return {fmt::format("{:04}-W{:02}", week.year, week.number),
            fmt::format("Week {}, {}–{} {} {}", week.number, left, unsigned(to.day()), month_name(to), int(to.year()))};
}
PeriodChoice month_choice(Numbered month)
{
    return {fmt::format("{:04}-{:02}", month.year, month.number),
            fmt::format("{} {}", long_months[month.number - 1], month.year)};
}
PeriodChoice term_choice(Numbered term)
{
    return {fmt::format("{:04}-{}-{}", term.year, term.number, terms[term.number - 1]),
            fmt::format("{} term {}", term_titles[term.number - 1], term.year)};
}

PeriodChoice choice(Period kind, Numbered at)
{
    return kind == Period::week ? week_choice(at) : kind == Period::month ? month_choice(at) : term_choice(at);
}

Numbered numbered(Period kind, sys_days day)
{
    if (kind == Period::week) return week_of(day);
    auto month = unsigned(year_month_day(day).month());
    return {year_of(day), kind == Period::month ? month : (month - 1) / 4 + 1};
}

// The first day of a period some steps away.
sys_days stepped(Period kind, sys_days day, int steps)
{
    if (kind == Period::week) return monday_of(day) + weeks(steps);
    year_month_day date(day);
    auto start = date.year() / (kind == Period::month ? date.month() : month((unsigned(date.month()) - 1) / 4 * 4 + 1));
    return sys_days((start + std::chrono::months(kind == Period::month ? steps : steps * 4)) / 1);
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    auto [end, failed] = std::from_chars(text.data() + at, text.data() + at + count, value);
    if (failed != std::errc{} || end != text.data() + at + count || text[at] == '-') return std::nullopt;
    return value;
}
bool is_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }
bool is_gap(std::string_view text, std::size_t at)
{
    return at < text.size() && std::string_view("-_. ").find(text[at]) != std::string_view::npos;
}

std::optional<sys_days> valid_day(std::optional<int> y, std::optional<int> m, std::optional<int> d)
{
    if (!y || !m || !d || *y < 1990 || *y > 2199) return std::nullopt;
    year_month_day date(year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d)));
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

// "2026-W47", "2026w47", "2026 W47": a week, at this place of a name.
std::optional<Numbered> week_at(std::string_view name, std::size_t at)
{
    auto number_year = digits(name, at, 4);
    std::size_t next = at + 4 + is_gap(name, at + 4);
    if (!number_year || next >= name.size() || (name[next] != 'W' && name[next] != 'w')) return std::nullopt;
    auto number = digits(name, next + 1, 2);
    if (!number || is_digit(name, next + 3) || *number < 1 || static_cast<unsigned>(*number) > weeks_in(*number_year))
        return std::nullopt;
    return Numbered{*number_year, static_cast<unsigned>(*number)};
}

// "2026-11-23", "20261123", "23.11.2026": a day, at this place of a name.
std::optional<sys_days> day_at(std::string_view name, std::size_t at)
{
    if (is_gap(name, at + 4) && is_gap(name, at + 7) && !is_digit(name, at + 10))
        if (auto found = valid_day(digits(name, at, 4), digits(name, at + 5, 2), digits(name, at + 8, 2))) return found;
    if (is_gap(name, at + 2) && is_gap(name, at + 5) && !is_digit(name, at + 10))
        if (auto found = valid_day(digits(name, at + 6, 4), digits(name, at + 3, 2), digits(name, at, 2))) return found;
    if (!is_digit(name, at + 8))
        return valid_day(digits(name, at, 4), digits(name, at + 4, 2), digits(name, at + 6, 2));
    return std::nullopt;
}

// "2026-11": a month, at this place of a name.
std::optional<sys_days> month_at(std::string_view name, std::size_t at)
{
    if (!is_gap(name, at + 4) || is_digit(name, at + 7)) return std::nullopt;
    return valid_day(digits(name, at, 4), digits(name, at + 5, 2), 1);
}
} // namespace

std::optional<PeriodChoice> period_of(Period kind, sys_days day)
{
    if (kind == Period::none) return std::nullopt;
    return choice(kind, numbered(kind, day));
}

std::optional<PeriodChoice> period_choice(Period kind, std::string_view key)
{
    if (kind == Period::none) return key.empty() ? std::optional(PeriodChoice{}) : std::nullopt;
    auto number_year = digits(key, 0, 4);
    if (!number_year || *number_year < 1990 || *number_year > 2199) return std::nullopt;
    const auto last = kind == Period::week ? weeks_in(*number_year) : kind == Period::month ? 12U : 3U;
    for (unsigned number = 1; number <= last; ++number)
        if (auto made = choice(kind, {*number_year, number}); made.key == key) return made;
    return std::nullopt;
}

std::vector<PeriodChoice> period_choices(Period kind, sys_days today)
{
    std::vector<PeriodChoice> choices;
    if (kind == Period::none) return choices;
    for (int steps = 2; steps >= -8; --steps) choices.push_back(*period_of(kind, stepped(kind, today, steps)));
    return choices;
}

std::string period_label(std::string_view key)
{
    for (auto kind : {Period::week, Period::month, Period::term})
        if (auto found = period_choice(kind, key)) return found->label;
    return std::string(key);
}

std::optional<PeriodChoice> period_in_name(Period kind, std::string_view name)
{
    if (kind == Period::none) return std::nullopt;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (!is_digit(name, at) || (at > 0 && is_digit(name, at - 1))) continue;
        if (auto week = week_at(name, at))
            return kind == Period::week ? choice(kind, *week)
                                        : period_of(kind, first_monday(week->year) + weeks(week->number - 1) + days(3));
        if (auto found = day_at(name, at)) return period_of(kind, *found);
        if (kind == Period::week) continue; // a month does not tell the week
        if (auto found = month_at(name, at)) return period_of(kind, *found);
    }
    return std::nullopt;
}
} // namespace feeds
