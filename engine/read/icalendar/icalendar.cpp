#include "engine/read/icalendar/icalendar.hpp"
#include "engine/read/icalendar/content_line.hpp"
#include "engine/read/icalendar/recurrence.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

namespace engine
{
namespace
{
using namespace std::chrono;
using icalendar::ContentLine;
using icalendar::Recurrence;

constexpr std::size_t most_events = 2'000, most_days = 4'000, most_problems = 100, longest_label = 120,
                      longest_quote = 40;
constexpr days longest_event{366};
constexpr sys_days first_day_to_repeat = year(1900) / January / 1;

std::string iso(sys_days day)
{
    std::array<char, date_text_bytes> into;
    return std::string(format_date(date_from(day.time_since_epoch().count()), into));
}

std::string quoted(std::string_view text) { return "“" + icalendar::plain_text(text, longest_quote) + "”"; }

// "P5D", "P2W": whole days only.
std::optional<days> days_of_duration(std::string_view value)
{
    int count = 0;
    if (value.size() < 3 || value[0] != 'P' || (value.back() != 'D' && value.back() != 'W')) return std::nullopt;
    auto [end, failed] = std::from_chars(value.data() + 1, value.data() + value.size() - 1, count);
    if (failed != std::errc{} || end != value.data() + value.size() - 1 || count < 1 || count > 400)
        return std::nullopt;
    return days(value.back() == 'W' ? count * 7 : count);
}

struct Event {
    std::int64_t line = 0;
    std::string label, uid;
    std::optional<sys_days> first, end; // end: the day behind its last
    std::optional<days> length;
    bool end_is_a_day = true, cancelled = false;
    std::optional<std::string> rule;
    std::vector<sys_days> added, left_out;
    std::optional<sys_days> instead_of; // the occurrence of the event with the same uid that this one replaces
    std::string not_understood;         // a property that changes its days
};

class Reader
{
public:
    Reader(ICalendar& read, sys_days today) : read_(read)
    {
        auto year = year_month_day(today).year();
        endless_from_ = (year - years(2)) / January / 1;
        endless_to_ = (year + years(3)) / December / 31;
    }

    void take(const ContentLine& line)
    {
        if (line.name.empty()) return problem(line.number, "This line is no “name:value”.");
        if (line.name == "BEGIN")
            begin(line);
        else if (line.name == "END")
            end(line.value);
        else if (line.name == "X-WR-CALNAME" && depth_ == 1 && !event_)
            read_.name = icalendar::plain_text(line.value, longest_label);
        else if (event_ && depth_ == 2)
            take_event(line);
    }

    void finish(std::int64_t last_line)
    {
        if (!seen_)
            problem(1, "This is no iCalendar file: it has no BEGIN:VCALENDAR.");
        else if (depth_ > 0)
            problem(last_line, "The file ends in the middle of an event or calendar.");
        for (const auto& event : events_)
            if (event.instead_of && !event.uid.empty()) replaced_.emplace(event.uid, *event.instead_of);
        for (const auto& event : events_) keep(event);
        for (auto& [day, label] : days_) read_.days.push_back({iso(day), std::move(label)});
    }

    void problem(std::int64_t line, std::string text)
    {
        if (read_.problems.size() < most_problems) read_.problems.push_back({line, std::move(text)});
    }

private:
    void begin(const ContentLine& line)
    {
        ++depth_;
        if (line.value == "VCALENDAR") seen_ = true;
        if (line.value == "VEVENT" && depth_ == 2) event_.emplace().line = line.number;
    }

    void end(const std::string& what)
    {
        if (depth_ > 0) --depth_;
        if (what != "VEVENT" || !event_) return;
        if (events_.size() < most_events)
            events_.push_back(std::move(*event_));
        else if (!std::exchange(too_many_, true))
            problem(event_->line, "There are more than 2,000 events; the rest was not read.");
        event_.reset();
    }

    void take_event(const ContentLine& line)
    {
        const auto& [number, name, parameters, value] = line;
        if (name == "SUMMARY")
            event_->label = icalendar::plain_text(value, longest_label);
        else if (name == "UID")
            event_->uid = value;
        else if (name == "STATUS")
            event_->cancelled = value == "CANCELLED";
        else if (name == "RRULE" && !event_->rule)
            event_->rule = value;
        else if (name == "RRULE" || name == "EXRULE" || (name == "RECURRENCE-ID" && parameters.contains("RANGE=")))
            event_->not_understood = name;
        else if (name == "RDATE" || name == "EXDATE")
            take_list(line, name == "RDATE" ? event_->added : event_->left_out);
        else if (name == "RECURRENCE-ID")
            event_->instead_of = day(line);
        else if (name == "DURATION") {
            event_->length = days_of_duration(value);
            if (!event_->length)
                problem(number,
                        fmt::format("The length {} is not in whole days; the first day counts.", quoted(value)));
        } else if (name == "DTSTART")
            event_->first = day(line);
        else if (name == "DTEND") {
            event_->end = day(line);
            // An end at a time of day lies in its last day, an end at midnight or as a day behind it.
            event_->end_is_a_day =
                value.size() == 8 || value.substr(std::min<std::size_t>(8, value.size()), 7) == "T000000";
        }
    }

    std::optional<sys_days> day(const ContentLine& line)
    {
        auto day = icalendar::read_day(line.value);
        if (!day) problem(line.number, quoted(line.value) + " is no day.");
        return day;
    }

    void take_list(const ContentLine& line, std::vector<sys_days>& into)
    {
        std::string_view rest = line.value;
        while (true) {
            auto end = std::min(rest.find(','), rest.size());
            if (auto read = day({line.number, line.name, {}, std::string(rest.substr(0, end))})) into.push_back(*read);
            if (end == rest.size()) return;
            rest.remove_prefix(end + 1);
        }
    }

    void keep(const Event& event)
    {
        if (event.cancelled) return;
        if (!event.first) return problem(event.line, "This event has no first day.");
        auto end = *event.first + days(1);
        if (event.length) end = *event.first + *event.length;
        if (event.end) end = *event.end + days(event.end_is_a_day && *event.end > *event.first ? 0 : 1);
        if (end <= *event.first || end - *event.first > longest_event)
            return problem(event.line, fmt::format("“{}” does not last between a day and a year.", event.label));
        for (auto first : occurrences(event))
            if (!keep_days(event, first, first + (end - *event.first))) return;
    }

    bool keep_days(const Event& event, sys_days first, sys_days end)
    {
        for (auto day = first; day < end; day += days(1)) {
            if (days_.size() >= most_days && !days_.contains(day)) {
                if (!std::exchange(full_, true))
                    problem(event.line, "There are more than 4,000 days; the rest was not read.");
                return false;
            }
            auto& label = days_[day];
            if (label.empty())
                label = event.label;
            else if (label != event.label && label.size() + event.label.size() < longest_label)
                label += ", " + event.label;
        }
        return true;
    }

    // The first days of all that the event stands for.
    std::vector<sys_days> occurrences(const Event& event)
    {
        auto found = repeated(event);
        found.insert(found.end(), event.added.begin(), event.added.end());
        for (auto day : event.left_out)
            if (std::erase(found, day) == 0 && day <= endless_to_)
                problem(event.line,
                        fmt::format("{} is to be left out of “{}”, but is none of its days.", iso(day), event.label));
        if (!event.instead_of) std::erase_if(found, [&](sys_days day) { return replaced_.contains({event.uid, day}); });
        return found;
    }

    std::vector<sys_days> repeated(const Event& event)
    {
        auto only_first = [&](std::string_view what) {
            problem(event.line, fmt::format("“{}” repeats in a way that is not read ({}): only its first days were "
                                            "taken. Enter the others by hand.",
                                            event.label, icalendar::plain_text(what, longest_label)));
            return std::vector{*event.first};
        };
        if (!event.not_understood.empty()) return only_first(event.not_understood);
        if (!event.rule) return {*event.first};
        auto rule = Recurrence::read(*event.rule);
        if (!rule || *event.first < first_day_to_repeat) return only_first(*event.rule);
        auto found = rule->days(*event.first, std::max(endless_to_, *event.first));
        bool goes_on = rule->count ? found.size() < static_cast<std::size_t>(*rule->count)
                                   : !rule->until || *rule->until > endless_to_;
        if (!goes_on) return found;
        std::erase_if(found, [&](sys_days day) { return day < endless_from_; });
        problem(event.line, fmt::format("“{}” goes on: its days from {} to {} were taken.", event.label,
                                        iso(std::max(endless_from_, *event.first)), iso(endless_to_)));
        return found;
    }

    ICalendar& read_;
    sys_days endless_from_, endless_to_;
    std::map<sys_days, std::string> days_;
    std::set<std::pair<std::string, sys_days>> replaced_;
    std::vector<Event> events_;
    std::optional<Event> event_;
    int depth_ = 0;
    bool seen_ = false, too_many_ = false, full_ = false;
};
} // namespace

ICalendar read_icalendar(std::string_view text, sys_days today)
{
    ICalendar read;
    Reader reader(read, today);
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.size() > icalendar_bytes) {
        reader.problem(1, "The file is larger than a megabyte; the rest was not read.");
        text = text.substr(0, icalendar_bytes);
    }
    auto [lines, left_at] = icalendar::content_lines(text);
    for (const auto& line : lines) reader.take(line);
    if (left_at) reader.problem(left_at, "The file has more than 20,000 lines; the rest was not read.");
    reader.finish(lines.empty() ? 1 : lines.back().number);
    return read;
}
} // namespace engine
