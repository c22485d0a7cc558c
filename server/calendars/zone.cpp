#include "server/calendars/zone.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace calendars
{
namespace
{
using namespace std::chrono;
constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
} // namespace

std::optional<Zone> Zone::find(std::string_view name)
{
    const auto& zones = date::get_tzdb().zones;
    auto by_name = [](const date::time_zone& zone, std::string_view wanted) { return zone.name() < wanted; };
    auto found = std::lower_bound(zones.begin(), zones.end(), name, by_name);
    if (found == zones.end() || found->name() != name) return std::nullopt;
    return Zone(*found);
}

Zone Zone::of_machine()
{
    try {
        return Zone(*date::current_zone());
    } catch (const std::exception&) {
        return Zone(*date::locate_zone("UTC"));
    }
}

std::vector<std::string> Zone::names()
{
    std::vector<std::string> names;
    for (const auto& zone : date::get_tzdb().zones)
        if (zone.name() == "UTC" || (zone.name().find('/') != std::string::npos && !zone.name().starts_with("Etc/")))
            names.push_back(zone.name());
    return names;
}

const std::string& Zone::name() const { return zone_->name(); }

std::string Zone::place() const
{
    auto place = name().substr(name().rfind('/') + 1);
    std::ranges::replace(place, '_', ' ');
    return place;
}

local_seconds Zone::to_local(sys_seconds at) const
{
    return local_seconds(at.time_since_epoch() + zone_->get_info(at).offset);
}

Placed Zone::place(local_seconds at) const
{
    auto info = zone_->get_info(date::local_seconds(at.time_since_epoch()));
    sys_seconds first(at.time_since_epoch() - info.first.offset);
    if (info.result == date::local_info::nonexistent) return {Placed::How::missing, info.first.end, info.first.end};
    if (info.result == date::local_info::unique) return {Placed::How::once, first, first};
    return {Placed::How::twice, first, sys_seconds(at.time_since_epoch() - info.second.offset)};
}

std::string day_text(sys_days day)
{
    year_month_day date(day);
    return fmt::format("{} {} {} {}", weekdays[weekday(day).c_encoding()], unsigned(date.day()),
                       months[unsigned(date.month()) - 1], int(date.year()));
}

std::string clock_text(seconds since_midnight)
{
    auto minute = since_midnight.count() / 60;
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string local_text(const Zone& zone, sys_seconds at)
{
    auto local = zone.to_local(at);
    auto day = floor<days>(local);
    return day_text(sys_days(day.time_since_epoch())) + ", " + clock_text(local - day);
}

std::optional<sys_days> read_day(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto number = [&](std::size_t at, std::size_t digits) {
        int value = -1;
        auto [end, failed] = std::from_chars(text.data() + at, text.data() + at + digits, value);
        return failed == std::errc{} && end == text.data() + at + digits ? value : -1;
    };
    int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 1970 || y > 2199 || m < 1 || d < 1) return std::nullopt;
    year_month_day date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

std::string iso_day(sys_days day)
{
    year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

sys_days day_of(const Zone& zone, sys_seconds at)
{
    return sys_days(floor<days>(zone.to_local(at)).time_since_epoch());
}
} // namespace calendars
