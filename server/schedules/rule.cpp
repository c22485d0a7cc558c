#include "server/schedules/rule.hpp"
#include "server/schedules/cron.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace schedules
{
namespace
{
constexpr const char* long_weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::int64_t most_school_days = 60;

void check_week(const Rule& rule, json::FieldErrors& errors)
{
    if (!rule.days || rule.days->empty()) errors.push_back({"days", "Choose at least one day of the week."});
    if (rule.dates) errors.push_back({"dates", "belongs to a rule for every month"});
    if (!rule.weeks) return;
    if (rule.weeks->only.empty()) errors.push_back({"weeks.only", "Name at least one week of the term."});
    for (auto week : rule.weeks->only)
        if (week < 1 || week > 53) errors.push_back({"weeks.only", "A week of the term is a number from 1 to 53."});
}

void check_month(const Rule& rule, json::FieldErrors& errors)
{
    if (rule.days) errors.push_back({"days", "belongs to a rule for every week"});
    if (rule.weeks) errors.push_back({"weeks", "belongs to a rule for every week"});
    if (!rule.dates || rule.dates->empty()) return errors.push_back({"dates", "Choose at least one day of the month."});
    for (auto date : *rule.dates)
        if (date == 0 || date < -28 || date > 31)
            errors.push_back({"dates", "A day of the month is 1 to 31, or -1 for the last, -2 for the one before it."});
}

void check_after(const Rule& rule, json::FieldErrors& errors)
{
    for (auto [is_there, name] : {std::pair(rule.days.has_value(), "days"), std::pair(rule.weeks.has_value(), "weeks"),
                                  std::pair(rule.dates.has_value(), "dates")})
        if (is_there) errors.push_back({name, "does not go together with a number of school days"});
    auto count = rule.school_days.value_or(0);
    if (count == 0 || count < -most_school_days || count > most_school_days)
        errors.push_back(
            {"school_days", "Give a number of school days from 1 to 60, or -1 to -60 to count backwards."});
}

std::string listed(const std::vector<std::string>& items)
{
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i)
        text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
    return text;
}

std::string ordinal(std::int64_t number)
{
    auto tens = number % 100, ones = number % 10;
    const char* end = tens >= 11 && tens <= 13 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    return fmt::format("{}{}", number, end);
}

std::string date_words(std::int64_t date)
{
    if (date == -1) return "last day";
    if (date < 0) return ordinal(-date) + " last day";
    return ordinal(date);
}

std::string week_words(const Rule& rule)
{
    std::vector<std::string> days, weeks;
    for (auto day : *rule.days) days.emplace_back(long_weekdays[static_cast<int>(day)]);
    if (!rule.weeks) return "Every " + listed(days);
    for (auto week : rule.weeks->only) weeks.push_back(std::to_string(week));
    return listed(days) + (weeks.size() == 1 ? " of week " : " of weeks ") + listed(weeks) + " of the term";
}

std::string after_words(const Rule& rule)
{
    auto count = *rule.school_days;
    auto named = [&](const char* first, const char* last) {
        if (count == 1) return fmt::format("The first school day of {}", first);
        if (count == -1) return fmt::format("The last school day {}", last);
        if (count > 1) return fmt::format("The {} school day of {}", ordinal(count), first);
        return fmt::format("The {} last school day {}", ordinal(-count), last);
    };
    switch (*rule.after) {
    case After::month_end:
        if (count > 0) return fmt::format("{} school day{} after the end of the month", count, count == 1 ? "" : "s");
        return named("", "of the month");
    case After::term_start:
        return named("the term", "before the term");
    case After::term_end:
        if (count > 0) return fmt::format("{} school day{} after the end of the term", count, count == 1 ? "" : "s");
        return named("", "of the term");
    case After::week_start:
        return named("the week", "before the week");
    }
    return {};
}
} // namespace

std::optional<int> read_clock(const std::string& text)
{
    auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

json::FieldErrors errors_in(const Rule& rule)
{
    json::FieldErrors errors;
    if (int(rule.cron.has_value()) + int(rule.every.has_value()) + int(rule.after.has_value()) != 1)
        return {{"", "Say when: every week, every month, some school days after a point in time, or a cron pattern."}};
    if (rule.cron) {
        if (auto read = read_cron(*rule.cron); !read) errors.push_back({"cron", "The pattern " + read.error() + "."});
        if (rule.at || rule.days || rule.weeks || rule.dates || rule.school_days)
            errors.push_back({"cron", "A cron pattern stands alone; it says the day and the time itself."});
        return errors;
    }
    if (!rule.at || !read_clock(*rule.at)) errors.push_back({"at", "Give a time such as 07:30."});
    if (rule.after) {
        check_after(rule, errors);
        return errors;
    }
    if (rule.school_days) errors.push_back({"school_days", "belongs to a rule that counts school days"});
    if (*rule.every == Every::week)
        check_week(rule, errors);
    else
        check_month(rule, errors);
    return errors;
}

bool needs_calendar(const Rule& rule, ClosedDays closed_days)
{
    return rule.weeks || rule.after || closed_days != ClosedDays::run;
}

std::string in_words(const Rule& rule)
{
    if (rule.cron) return "By the pattern " + *rule.cron;
    std::string words;
    if (rule.after)
        words = after_words(rule);
    else if (*rule.every == Every::week)
        words = week_words(rule);
    else {
        std::vector<std::string> dates;
        for (auto date : *rule.dates) dates.push_back(date_words(date));
        words = "Every month on the " + listed(dates);
    }
    return words + " at " + *rule.at;
}
} // namespace schedules
