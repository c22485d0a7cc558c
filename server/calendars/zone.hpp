#pragma once
// A time zone of the IANA database of this machine. Local times are seconds since 1970-01-01 00:00 on the clock of the
// zone.
#include <chrono>
#include <date/tz.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace calendars
{
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::sys_seconds;

// Where a local time lies. missing: the clock jumps over it, `at` is the first instant after the jump. twice: the clock
// goes back over it, `at` is the first time and `again` the second.
struct Placed {
    enum class How { once, missing, twice } how = How::once;
    sys_seconds at, again;
};

class Zone
{
public:
    // Nothing for a name that the database does not have.
    static std::optional<Zone> find(std::string_view name);
    static Zone of_machine();                // UTC where it says none
    static std::vector<std::string> names(); // sorted, without aliases

    const std::string& name() const;
    std::string place() const; // "London", "New York"
    local_seconds to_local(sys_seconds at) const;
    Placed place(local_seconds at) const;

private:
    explicit Zone(const date::time_zone& zone) : zone_(&zone) {}
    const date::time_zone* zone_;
};

std::string day_text(std::chrono::sys_days day);             // "Mon 30 Nov 2026"
std::string local_text(const Zone& zone, sys_seconds at);    // "Mon 30 Nov 2026, 07:30"
std::string clock_text(std::chrono::seconds since_midnight); // "07:30"
// "2026-11-30"; nothing where the text is no such day.
std::optional<std::chrono::sys_days> read_day(std::string_view text);
std::string iso_day(std::chrono::sys_days day);
// The day on the clock of the zone, as a count of days that has no zone.
std::chrono::sys_days day_of(const Zone& zone, sys_seconds at);
} // namespace calendars
