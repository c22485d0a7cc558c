#include "server/calendars/icalendar.hpp"
#include "base/utf8.hpp"
#include "server/calendars/zone.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>

namespace calendars
{
namespace
{
using namespace std::chrono;
constexpr std::size_t most_lines = 20'000, most_events = 2'000, most_days = 4'000, most_problems = 100,
                      longest_label = 120;
constexpr days longest_event{366};

// A content line with its folded rest, unfolded.
struct Line {
    std::int64_t number = 0;
    std::string text;
};

std::vector<Line> lines_of(std::string_view text, ReadCalendar& read)
{
    std::vector<Line> lines;
    std::int64_t number = 0;
    while (!text.empty()) {
        auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number > static_cast<std::int64_t>(most_lines)) {
            read.problems.push_back({number, "The file has more than 20,000 lines; the rest was not read."});
            break;
        }
        if ((line.starts_with(' ') || line.starts_with('\t')) && !lines.empty())
            lines.back().text += line.substr(1);
        else if (!line.empty())
            lines.push_back({number, std::string(line)});
    }
    return lines;
}

struct Property {
    std::string name, value; // the name in capitals, without its parameters
};

Property property_of(const std::string& line)
{
    bool quoted = false;
    std::size_t name_end = std::string::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (line[i] == ';' && name_end == std::string::npos) name_end = i;
        if (line[i] != ':' || quoted) continue;
        auto name = line.substr(0, std::min(name_end, i));
        for (char& c : name)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        return {name, line.substr(i + 1)};
    }
    return {};
}

// \n, \, and \; as TEXT values escape them; one line of a bounded length.
std::string plain(std::string_view value)
{
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        char c = value[i];
        if (c == '\\' && i + 1 < value.size()) {
            c = value[++i];
            if (c == 'n' || c == 'N') c = ' ';
        }
        text += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
    }
    auto whole = as_utf8(text);
    return std::string(cut_utf8(whole, longest_label));
}

std::optional<sys_days> day_of_value(std::string_view value)
{
    if (value.size() < 8 || (value.size() > 8 && value[8] != 'T')) return std::nullopt;
    return read_day(fmt::format("{}-{}-{}", value.substr(0, 4), value.substr(4, 2), value.substr(6, 2)));
}

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
    std::string label;
    std::optional<sys_days> first, end; // end: the day behind its last
    std::optional<days> length;
    bool end_is_a_day = true, cancelled = false;
    std::string not_understood; // a property that changes its days
};

class Reader
{
public:
    explicit Reader(ReadCalendar& read) : read_(read) {}

    void take(const Line& line)
    {
        auto [name, value] = property_of(line.text);
        if (name.empty()) return problem(line.number, "This line is no “name:value”.");
        if (name == "BEGIN")
            begin(value, line.number);
        else if (name == "END")
            end(value);
        else if (name == "X-WR-CALNAME" && depth_ == 1 && !event_)
            read_.name = plain(value);
        else if (event_ && depth_ == 2)
            take_event(name, value, line.number);
    }

    void finish(std::int64_t last_line)
    {
        if (!seen_)
            problem(1, "This is no iCalendar file: it has no BEGIN:VCALENDAR.");
        else if (depth_ > 0)
            problem(last_line, "The file ends in the middle of an event or calendar.");
        for (const auto& [day, label] : days_)
            read_.days.push_back({iso_day(day), DayKind::closed, label, DayOrigin::import});
    }

private:
    void problem(std::int64_t line, std::string text)
    {
        if (read_.problems.size() < most_problems) read_.problems.push_back({line, std::move(text)});
    }

    void begin(const std::string& what, std::int64_t line)
    {
        ++depth_;
        if (what == "VCALENDAR") seen_ = true;
        if (what == "VEVENT" && depth_ == 2) {
            event_.emplace();
            event_->line = line;
        }
    }

    void end(const std::string& what)
    {
        if (depth_ > 0) --depth_;
        if (what != "VEVENT" || !event_) return;
        keep(*event_);
        event_.reset();
    }

    void take_event(const std::string& name, const std::string& value, std::int64_t line)
    {
        if (name == "SUMMARY")
            event_->label = plain(value);
        else if (name == "STATUS")
            event_->cancelled = value == "CANCELLED";
        else if (name == "RRULE" || name == "RDATE" || name == "EXDATE" || name == "RECURRENCE-ID")
            event_->not_understood = name;
        else if (name == "DURATION") {
            event_->length = days_of_duration(value);
            if (!event_->length)
                problem(line, "The length “" + value.substr(0, 40) + "” is not in whole days; the first day counts.");
        } else if (name == "DTSTART" || name == "DTEND") {
            auto day = day_of_value(value);
            if (!day) return problem(line, "“" + value.substr(0, 40) + "” is no day.");
            if (name == "DTSTART")
                event_->first = day;
            else {
                event_->end = day;
                // An end at a time of day lies in its last day, an end at midnight or as a day behind it.
                event_->end_is_a_day = value.size() == 8 || value.substr(8, 7) == "T000000";
            }
        }
    }

    void keep(const Event& event)
    {
        if (event.cancelled) return;
        if (++events_ > most_events) {
            if (events_ == most_events + 1)
                problem(event.line, "There are more than 2,000 events; the rest was not read.");
            return;
        }
        if (!event.first) return problem(event.line, "This event has no first day.");
        if (!event.not_understood.empty())
            problem(event.line,
                    fmt::format("“{}” repeats ({}), which is not read: only its first days were taken. Enter "
                                "the others by hand.",
                                event.label, event.not_understood));
        auto end = *event.first + days(1);
        if (event.length) end = *event.first + *event.length;
        if (event.end) end = *event.end + days(event.end_is_a_day && *event.end > *event.first ? 0 : 1);
        if (end <= *event.first || end - *event.first > longest_event)
            return problem(event.line, fmt::format("“{}” does not last between a day and a year.", event.label));
        for (auto day = *event.first; day < end; day += days(1)) {
            if (days_.size() >= most_days && !days_.contains(day))
                return problem(event.line, "There are more than 4,000 days; the rest was not read.");
            auto& label = days_[day];
            if (label.empty())
                label = event.label;
            else if (label != event.label && label.size() + event.label.size() < longest_label)
                label += ", " + event.label;
        }
    }

    ReadCalendar& read_;
    std::map<sys_days, std::string> days_;
    std::optional<Event> event_;
    int depth_ = 0;
    std::size_t events_ = 0;
    bool seen_ = false;
};
} // namespace

ReadCalendar read_icalendar(std::string_view text)
{
    ReadCalendar read;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.size() > most_calendar_bytes) {
        read.problems.push_back({1, "The file is larger than a megabyte; the rest was not read."});
        text = text.substr(0, most_calendar_bytes);
    }
    auto lines = lines_of(text, read);
    Reader reader(read);
    for (const auto& line : lines) reader.take(line);
    reader.finish(lines.empty() ? 1 : lines.back().number);
    return read;
}
} // namespace calendars
