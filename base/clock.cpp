#include "base/clock.hpp"
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

std::string utc_text(Instant instant)
{
    using namespace std::chrono;
    auto day = floor<days>(instant);
    year_month_day date(day);
    hh_mm_ss time(instant - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()), unsigned(date.month()),
                       unsigned(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

Instant parse_utc(std::string_view text)
{
    using namespace std::chrono;
    constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
    auto misfit = [&] {
        return std::invalid_argument("'" + std::string(text) + "' is no instant such as " + std::string(shape));
    };
    if (text.size() != shape.size()) throw misfit();
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) throw misfit();
    auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + digits, value);
        return value;
    };
    year_month_day date(year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                        day(static_cast<unsigned>(number(8, 2))));
    if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59) throw misfit();
    return sys_days(date) + hours(number(11, 2)) + minutes(number(14, 2)) + seconds(number(17, 2)) +
           milliseconds(number(20, 3));
}

std::chrono::milliseconds between(std::string_view from, std::string_view to)
{
    return parse_utc(to) - parse_utc(from);
}
