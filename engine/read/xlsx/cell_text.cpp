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

bool is_whole(std::string_view stored)
{
    return stored.size() <= 11 && std::ranges::all_of(stored, [](char c) { return c >= '0' && c <= '9'; });
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

std::string number_text(std::string_view stored, const NumberFormat& format, bool date1904, bool canonical)
{
    if (format.is_general() && is_whole(stored)) return std::string(stored); // by far the most cells
    auto value = parse_number(stored);
    if (!value || !std::isfinite(*value)) return std::string(stored);
    if (!canonical) return format.number(*value, date1904);
    if (auto iso = format.iso(*value, date1904); !iso.empty()) return iso;
    return format.adds_zeros() || format.is_elapsed() ? format.number(*value, date1904) : plain_number(*value);
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
