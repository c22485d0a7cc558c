#include "engine/repair/period_days.hpp"
#include "engine/text/dates.hpp"
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

std::int64_t weekday(std::int64_t day) { return ((day + 3) % 7 + 7) % 7; } // Monday is 0

// ISO 8601: week 1 has the year's first Thursday.
std::int64_t first_monday(int year)
{
    auto fourth = days_from({year, 1, 4});
    return fourth - weekday(fourth);
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
    auto thursday = day - weekday(day) + 3;
    auto year = date_from(thursday).year;
    return fmt::format("{:04}-W{:02}", year, (thursday - first_monday(year)) / 7 + 1);
}
} // namespace engine
