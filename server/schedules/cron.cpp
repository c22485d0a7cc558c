#include "server/schedules/cron.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace schedules
{
namespace
{
using namespace std::chrono;

constexpr std::string_view month_names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                            "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view weekday_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::pair<std::string_view, std::string_view> macros[] = {
    {"@hourly", "0 * * * *"},  {"@daily", "0 0 * * *"},  {"@midnight", "0 0 * * *"}, {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"}, {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"},
};

struct Misfit {
    std::string words;
};

struct Field {
    const char* name;
    int from, to;
    std::span<const std::string_view> names; // of from, from + 1 …
};
constexpr Field minute_field{"minute", 0, 59, {}}, hour_field{"hour", 0, 23, {}},
    day_field{"day of the month", 1, 31, {}}, month_field{"month", 1, 12, month_names},
    weekday_field{"weekday", 0, 7, weekday_names};

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from <= text.size();) {
        auto to = std::min(text.find(at, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failed != std::errc{} || end != text.data() + text.size() || text[0] == '-')
        return std::nullopt;
    return value;
}

int value_of(const Field& field, std::string_view text)
{
    auto found = std::ranges::find(field.names, text);
    if (found != field.names.end()) return field.from + static_cast<int>(found - field.names.begin());
    auto value = number(text);
    if (!value || *value < field.from || *value > field.to)
        throw Misfit{fmt::format("“{}” is no {}; expected {} to {}", text, field.name, field.from, field.to)};
    return *value;
}

// "*", "5", "5-10", "*/15", "8-18/2", "5/10"
template <class Take> void take_part(const Field& field, std::string_view part, Take take)
{
    auto pieces = split(part, '/');
    int step = 1, from = field.from, to = field.to;
    if (pieces.size() > 2) throw Misfit{fmt::format("“{}” has more than one /", part)};
    if (pieces.size() == 2) {
        auto given = number(pieces[1]);
        if (!given || *given < 1 || *given > field.to)
            throw Misfit{fmt::format("“{}” is no step for the {}", pieces[1], field.name)};
        step = *given;
    }
    if (pieces[0] == "*") {
        if (&field == &weekday_field) to = 6;
    } else if (auto ends = split(pieces[0], '-'); ends.size() == 2) {
        from = value_of(field, ends[0]);
        to = value_of(field, ends[1]);
        if (&field == &weekday_field && to == 0 && from > 0) to = 7; // fri-sun
        if (from > to) throw Misfit{fmt::format("“{}” runs backwards", pieces[0])};
    } else {
        from = value_of(field, pieces[0]);
        if (pieces.size() == 1)
            to = from;
        else if (&field == &weekday_field)
            to = 6;
    }
    for (int value = from; value <= to; value += step) take(value);
}

template <std::size_t size> void take_field(const Field& field, std::string_view text, std::bitset<size>& into)
{
    for (auto part : split(text, ','))
        take_part(field, part, [&](int value) { into.set(static_cast<std::size_t>(value)); });
}

void take_days(std::string_view text, Cron& cron)
{
    for (auto part : split(text, ',')) {
        if (part == "l")
            cron.last_day = true;
        else if (part == "lw" || part == "wl")
            cron.last_weekday = true;
        else if (part.ends_with('w'))
            cron.nearest.set(static_cast<std::size_t>(value_of(day_field, part.substr(0, part.size() - 1))));
        else
            take_part(day_field, part, [&](int value) { cron.days.set(static_cast<std::size_t>(value)); });
    }
}

void take_weekdays(std::string_view text, Cron& cron)
{
    for (auto part : split(text, ',')) {
        auto hash = part.find('#');
        if (hash != part.npos) {
            auto nth = number(part.substr(hash + 1));
            if (!nth || *nth < 1 || *nth > 5)
                throw Misfit{fmt::format("“{}”: expected a number from 1 to 5 behind #", part)};
            cron.nth[static_cast<std::size_t>(*nth)].set(
                static_cast<std::size_t>(value_of(weekday_field, part.substr(0, hash)) % 7));
        } else if (part.size() > 1 && part.ends_with('l'))
            cron.nth[6].set(static_cast<std::size_t>(value_of(weekday_field, part.substr(0, part.size() - 1)) % 7));
        else
            take_part(weekday_field, part, [&](int value) { cron.weekdays.set(static_cast<std::size_t>(value % 7)); });
    }
}

Cron read(std::string_view text)
{
    std::string lower;
    for (char c : text)
        lower += c == '\t' ? ' ' : c == '?' ? '*' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (const auto& [name, meaning] : macros)
        if (lower == name) return read(meaning);
    auto fields = split(lower, ' ');
    std::erase(fields, "");
    if (fields.size() != 5)
        throw Misfit{
            fmt::format("has {} fields; expected five: minute, hour, day of the month, month, weekday", fields.size())};
    Cron cron;
    take_field(minute_field, fields[0], cron.minutes);
    take_field(hour_field, fields[1], cron.hours);
    take_days(fields[2], cron);
    take_field(month_field, fields[3], cron.months);
    take_weekdays(fields[4], cron);
    cron.every_real_hour = fields[1].starts_with('*');
    cron.any_day = fields[2].starts_with('*');
    cron.any_weekday = fields[4].starts_with('*');
    return cron;
}

unsigned last_day_of(year_month_day date)
{
    return unsigned(year_month_day_last(date.year(), month_day_last(date.month())).day());
}

// The Monday to Friday nearest to a day, within its month.
unsigned nearest_weekday(year_month_day date, unsigned day_number)
{
    auto last = last_day_of(date);
    auto wanted = std::min(day_number, last);
    auto on = weekday(sys_days(date.year() / date.month() / static_cast<int>(wanted))).c_encoding();
    if (on == 6) return wanted == 1 ? 3 : wanted - 1;
    if (on == 0) return wanted == last ? wanted - 2 : wanted + 1;
    return wanted;
}

bool fits_day(const Cron& cron, year_month_day date)
{
    auto number = unsigned(date.day());
    if (cron.days.test(number) || (cron.last_day && number == last_day_of(date))) return true;
    if (cron.last_weekday && number == nearest_weekday(date, 31)) return true;
    for (unsigned wanted = 1; cron.nearest.any() && wanted <= last_day_of(date); ++wanted)
        if (cron.nearest.test(wanted) && number == nearest_weekday(date, wanted)) return true;
    return false;
}

bool fits_weekday(const Cron& cron, year_month_day date)
{
    auto on = weekday(sys_days(date)).c_encoding();
    auto number = unsigned(date.day());
    return cron.weekdays.test(on) || cron.nth[(number - 1) / 7 + 1].test(on) ||
           (number + 7 > last_day_of(date) && cron.nth[6].test(on));
}
} // namespace

bool Cron::fits(year_month_day date) const
{
    if (!months.test(unsigned(date.month()))) return false;
    // A star with a step (*/2) restricts its own field, and does not make the other one optional.
    if (any_day || any_weekday) return fits_day(*this, date) && fits_weekday(*this, date);
    return fits_day(*this, date) || fits_weekday(*this, date);
}

std::expected<Cron, std::string> read_cron(std::string_view text)
{
    constexpr std::size_t longest = 200;
    if (text.size() > longest) return std::unexpected("is longer than 200 characters");
    try {
        return read(text);
    } catch (const Misfit& misfit) {
        return std::unexpected(misfit.words);
    }
}
} // namespace schedules
