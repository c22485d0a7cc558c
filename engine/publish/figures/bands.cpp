#include "engine/publish/figures/bands.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
std::string text_of(double number)
{
    std::array<char, number_text_bytes> room;
    return std::string(format_number(number, room));
}

// In how many widths it is, whole where it would be in decimals: 0.3 is three times 0.1.
double in_widths(double number, double width)
{
    constexpr double close = 1e-9;
    auto times = number / width, whole = std::round(times);
    return std::abs(times - whole) <= close * std::max(1.0, std::abs(times)) ? whole : times;
}

bool is_whole(double number) { return std::floor(number) == number; }

// The week of ISO 8601 is in the year of its Thursday.
std::string week_of(const Date& date)
{
    constexpr std::int64_t a_thursday = 0; // 1970-01-01
    auto days = days_from(date);
    auto weekday = ((days - a_thursday + 3) % 7 + 7) % 7; // 0: Monday
    auto thursday = date_from(days - weekday + 3);
    auto week = (days_from(thursday) - days_from({thursday.year, 1, 1})) / 7 + 1;
    return fmt::format("{:04}-W{:02}", thursday.year, week);
}
} // namespace

Bands::Bands(const std::string& bands, const Field& field)
{
    if (bands.empty()) return;
    kind_ = bands == "week" ? Kind::weeks : bands == "month" ? Kind::months : Kind::numbers;
    if (kind_ != Kind::numbers) return;
    width_ = parse_number(bands).value_or(1);
    if (auto point = bands.find('.'); point != bands.npos) decimals_ = bands.size() - point - 1;
    if (field.constraints.maximum) maximum_ = parse_number(*field.constraints.maximum);
    if (maximum_ && !is_whole(in_widths(*maximum_, width_))) maximum_.reset();
    whole_ = field.type == FieldType::integer && is_whole(width_);
}

double Bands::edge(double index) const
{
    auto text = fmt::format("{:.{}f}", index * width_, decimals_);
    return parse_number(text).value_or(index * width_) + 0.0; // no -0
}

std::string_view Bands::key_of(std::string_view value, std::string& room) const
{
    if (kind_ == Kind::none || value.empty()) return value;
    if (kind_ == Kind::numbers) {
        auto number = parse_number(value);
        if (!number) return value;
        auto index = std::floor(in_widths(*number, width_));
        if (maximum_ && *number == *maximum_) --index;
        return room = text_of(edge(index));
    }
    auto read = read_datetime(value, DateOrder::ymd);
    if (!read) return value;
    if (kind_ == Kind::weeks) return room = week_of(read.value.date);
    return room = fmt::format("{:04}-{:02}", read.value.date.year, read.value.date.month);
}

std::string Bands::name_of(std::string_view key) const
{
    auto start = kind_ == Kind::numbers ? parse_number(key) : std::nullopt;
    if (!start) return std::string(key);
    auto end = edge(std::round(*start / width_) + 1);
    bool is_last = maximum_ && end == *maximum_;
    if (whole_ && width_ == 1 && !is_last) return text_of(*start);
    if (whole_ || is_last) return fmt::format("{}–{}", text_of(*start), text_of(is_last ? end : end - 1));
    return fmt::format("{} to under {}", text_of(*start), text_of(end));
}
} // namespace engine
