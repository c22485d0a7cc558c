#include "engine/repair/period_days.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/weekdays.hpp"
#include <charconv>
#include <fmt/format.h>

namespace engine
{
namespace
{
std::optional<int> number(std::string_view text)
{
    int out = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

// ISO 8601: week 1 has the year's first Thursday.
std::int64_t first_monday(int year)
{
    auto fourth = days_from({year, 1, 4});
    return fourth - weekday_of(fourth);
}
} // namespace

std::optional<DayRange> period_days(std::string_view period)
{
    bool week = period.size() == 8 && period.substr(4, 2) == "-W";
    if (!week && !(period.size() == 7 && period[4] == '-')) return std::nullopt;
    auto year = number(period.substr(0, 4)), count = number(period.substr(week ? 6 : 5));
    if (!year || !count || *year < 1900 || *year > 2200 || *count < 1 || *count > (week ? 53 : 12)) return std::nullopt;
    if (week) {
        auto monday = first_monday(*year) + 7 * (*count - 1);
        return DayRange{monday, monday + 6};
    }
    auto next = *count == 12 ? Date{*year + 1, 1, 1} : Date{*year, *count + 1, 1};
    return DayRange{days_from({*year, *count, 1}), days_from(next) - 1};
}

std::string period_of(std::int64_t day, std::string_view like)
{
    auto date = date_from(day);
    if (!like.contains('W')) return fmt::format("{:04}-{:02}", date.year, date.month);
    auto thursday = day - weekday_of(day) + 3;
    auto year = date_from(thursday).year;
    return fmt::format("{:04}-W{:02}", year, (thursday - first_monday(year)) / 7 + 1);
}

std::optional<std::string> period_in_name(std::string_view name, Period kind)
{
    if (kind != Period::week && kind != Period::month) return std::nullopt;
    auto is_digit = [&](std::size_t at) { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
    auto is_gap = [&](std::size_t at) { return at < name.size() && std::string_view("-_ ").contains(name[at]); };
    for (std::size_t at = 0; at + 6 < name.size(); ++at) {
        if (!is_digit(at) || (at > 0 && is_digit(at - 1))) continue;
        auto next = at + 4 + is_gap(at + 4);
        bool week = kind == Period::week;
        if (week && (next >= name.size() || (name[next] != 'W' && name[next] != 'w'))) continue;
        if (!week && next == at + 4) continue;
        next += week;
        if (!is_digit(next) || !is_digit(next + 1) || is_digit(next + 2)) continue;
        if (!week && is_gap(next + 2) && is_digit(next + 3)) continue; // a day
        auto period = fmt::format("{}-{}{}", name.substr(at, 4), week ? "W" : "", name.substr(next, 2));
        if (period_days(period)) return period;
    }
    return std::nullopt;
}
} // namespace engine
