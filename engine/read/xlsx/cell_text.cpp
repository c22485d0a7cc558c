#include "engine/read/xlsx/cell_text.hpp"
#include "engine/read/xlsx/decimal_digits.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cmath>

namespace engine::xlsx
{
namespace
{
// Days of the serial number of a date and time.
double serial_of(const DateTime& value, bool date1904)
{
    auto days = days_from(value.date) - days_from(date1904 ? Date{1904, 1, 1} : Date{1899, 12, 30});
    const auto& time = value.time;
    double seconds = time.hour * 3600 + time.minute * 60 + time.second + time.nanosecond * 1e-9;
    return static_cast<double>(days) + seconds / 86'400;
}

// Whether General shows the number as it is stored: up to eleven characters, digits and a point with digits around it,
// without zeros that say nothing. By far the most cells.
bool is_shown_as_stored(std::string_view stored)
{
    if (stored.empty() || stored.size() > 11 || (stored[0] == '0' && stored.size() > 1 && stored[1] != '.'))
        return false;
    std::size_t point = stored.size();
    for (std::size_t i = 0; i < stored.size(); ++i) {
        bool digit = stored[i] >= '0' && stored[i] <= '9';
        if (!digit && (stored[i] != '.' || point != stored.size() || i == 0)) return false;
        if (!digit) point = i;
    }
    return point == stored.size() || (stored.back() != '0' && stored.back() != '.' && stored.size() - point <= 10);
}
} // namespace

std::string plain_number(double value)
{
    DecimalDigits number(std::abs(value));
    std::string out = value < 0 && !number.digits.empty() ? "-" : "";
    for (int place = std::max(number.whole, 1) - 1; place >= 0; --place) out += number.at(place);
    int decimals = static_cast<int>(number.digits.size()) - number.whole;
    if (decimals > 0) out += '.';
    for (int place = 1; place <= decimals; ++place) out += number.at(-place);
    return out;
}

std::string_view number_text(std::string_view stored, const NumberFormat& format, bool date1904, bool canonical,
                             std::string& room)
{
    if (format.is_general() && is_shown_as_stored(stored)) return stored;
    auto value = parse_number(stored);
    if (!value || !std::isfinite(*value)) return stored;
    if (canonical) room = format.iso(*value, date1904);
    if (!canonical || (room.empty() && (format.adds_zeros() || format.is_elapsed())))
        room = format.number(*value, date1904);
    else if (room.empty())
        room = plain_number(*value);
    return room;
}

std::string date_text(std::string_view stored, const NumberFormat& format, bool date1904, bool canonical)
{
    if (canonical) return std::string(stored);
    auto reading = read_datetime(stored, DateOrder::ymd);
    if (!reading) return std::string(stored);
    auto text = format.is_general() ? std::string(stored) : format.number(serial_of(reading.value, date1904), date1904);
    return text;
}
} // namespace engine::xlsx
