#include "engine/transform/vectors.hpp"
#include "engine/table/chunk.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cmath>
#include <concepts>
#include <fmt/format.h>
#include <limits>

namespace engine::sql
{
namespace
{
constexpr std::int64_t micros_of_second = 1'000'000, micros_of_day = 86'400 * micros_of_second;
constexpr std::int64_t first_day = -719'162, last_day = 2'932'896; // 0001-01-01 and 9999-12-31

[[noreturn]] void does_not_fit(std::string_view cell, std::string_view what)
{
    throw CellError(fmt::format("“{}” cannot be used as {}", cell, what));
}

std::int64_t micros(const Time& time)
{
    return ((time.hour * 60 + time.minute) * 60 + time.second) * micros_of_second + time.nanosecond / 1000;
}

std::int64_t micros(const DateTime& moment)
{
    return days_from(moment.date) * micros_of_day + micros(moment.time) -
           moment.offset.value_or(0) * 60 * micros_of_second;
}

Time time_of(std::int64_t micros)
{
    auto seconds = static_cast<int>(micros / micros_of_second);
    return {seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(micros % micros_of_second) * 1000};
}

Date checked_date(std::int64_t day)
{
    if (day < first_day || day > last_day) throw CellError("it gives a date outside the years 1 to 9999");
    return date_from(day);
}

std::string_view date_text(std::int64_t day, std::string& room)
{
    room.resize(date_text_bytes);
    return format_date(checked_date(day), DateText(room.data(), date_text_bytes));
}

std::string_view moment_text(std::int64_t micros, std::string& room)
{
    auto day = micros / micros_of_day - (micros % micros_of_day < 0);
    room.resize(date_text_bytes);
    return format_datetime({checked_date(day), time_of(micros - day * micros_of_day), {}},
                           DateText(room.data(), date_text_bytes));
}

// In the digits that its type surely keeps: a sum of 0.1 and 0.2 is 0.3 as a double (15) and as a float (6).
template <std::floating_point Number> std::string_view float_text(Number value, std::string& room)
{
    if (!std::isfinite(value)) return null_cell;
    auto rounded = parse_number(fmt::format("{:.{}g}", value, std::numeric_limits<Number>::digits10)).value_or(value);
    room.resize(number_text_bytes);
    return format_number(rounded, std::span<char, number_text_bytes>(room.data(), number_text_bytes));
}

template <class Wide> std::string_view decimal_text(Wide value, int scale, std::string& room)
{
    bool negative = value < 0;
    room.clear();
    for (int place = 0; value != 0 || place <= scale; ++place, value /= 10) {
        if (place == scale && scale > 0) room += '.';
        auto digit = static_cast<int>(value % 10);
        room += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    }
    if (negative) room += '-';
    std::ranges::reverse(room);
    return room;
}
} // namespace

duckdb_type sql_type(FieldType type)
{
    switch (type) {
    case FieldType::integer:
        return DUCKDB_TYPE_BIGINT;
    case FieldType::number:
        return DUCKDB_TYPE_DOUBLE;
    case FieldType::boolean:
        return DUCKDB_TYPE_BOOLEAN;
    case FieldType::date:
        return DUCKDB_TYPE_DATE;
    case FieldType::datetime:
        return DUCKDB_TYPE_TIMESTAMP;
    case FieldType::time:
        return DUCKDB_TYPE_TIME;
    case FieldType::year:
        return DUCKDB_TYPE_INTEGER;
    case FieldType::string:
    case FieldType::yearmonth:
    case FieldType::any:
        break;
    }
    return DUCKDB_TYPE_VARCHAR;
}

std::optional<FieldType> field_type(duckdb_type type)
{
    switch (type) {
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
        return FieldType::integer;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_DECIMAL:
        return FieldType::number;
    case DUCKDB_TYPE_BOOLEAN:
        return FieldType::boolean;
    case DUCKDB_TYPE_DATE:
        return FieldType::date;
    case DUCKDB_TYPE_TIME:
        return FieldType::time;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return FieldType::datetime;
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_SQLNULL:
        return FieldType::string;
    default:
        return std::nullopt;
    }
}

VectorWriter::VectorWriter(FieldType type, duckdb_vector vector)
    : type_(type), vector_(vector), data_(api().vector_get_data(vector))
{
}

void VectorWriter::put_null(idx_t row)
{
    api().vector_ensure_validity_writable(vector_);
    api().validity_set_row_invalid(api().vector_get_validity(vector_), row);
}

void VectorWriter::put(idx_t row, std::string_view cell)
{
    if (cell.empty()) return put_null(row);
    switch (type_) {
    case FieldType::string:
    case FieldType::yearmonth:
    case FieldType::any:
        return api().vector_assign_string_element_len(vector_, row, cell.data(), cell.size());
    case FieldType::integer:
        if (auto value = parse_integer(cell)) return set<std::int64_t>(row, *value);
        does_not_fit(cell, "a whole number; make the field a string where it is a code");
    case FieldType::year:
        if (auto value = parse_integer(cell)) return set<std::int32_t>(row, static_cast<std::int32_t>(*value));
        does_not_fit(cell, "a year");
    case FieldType::number:
        if (auto value = parse_number(cell)) return set<double>(row, *value);
        does_not_fit(cell, "a number");
    case FieldType::boolean:
        return set<bool>(row, cell == "true");
    case FieldType::date:
        if (auto read = read_date(cell, DateOrder::ymd))
            return set<duckdb_date>(row, {static_cast<std::int32_t>(days_from(read.value.date))});
        does_not_fit(cell, "a date");
    case FieldType::datetime:
        if (auto read = read_datetime(cell, DateOrder::ymd)) return set<duckdb_timestamp>(row, {micros(read.value)});
        does_not_fit(cell, "a date and time");
    case FieldType::time:
        if (auto read = read_time(cell)) return set<duckdb_time>(row, {micros(*read)});
        does_not_fit(cell, "a time");
    }
}

VectorReader::VectorReader(duckdb_vector vector)
    : data_(api().vector_get_data(vector)), validity_(api().vector_get_validity(vector))
{
    LogicalType type(api().vector_get_column_type(vector));
    stored_ = type_ = api().get_type_id(type.get());
    if (type_ != DUCKDB_TYPE_DECIMAL) return;
    scale_ = api().decimal_scale(type.get());
    stored_ = api().decimal_internal_type(type.get());
}

VectorReader::Wide VectorReader::whole(idx_t row, duckdb_type type) const
{
    switch (type) {
    case DUCKDB_TYPE_TINYINT:
        return get<std::int8_t>(row);
    case DUCKDB_TYPE_SMALLINT:
        return get<std::int16_t>(row);
    case DUCKDB_TYPE_INTEGER:
        return get<std::int32_t>(row);
    case DUCKDB_TYPE_UTINYINT:
        return get<std::uint8_t>(row);
    case DUCKDB_TYPE_USMALLINT:
        return get<std::uint16_t>(row);
    case DUCKDB_TYPE_UINTEGER:
        return get<std::uint32_t>(row);
    case DUCKDB_TYPE_UBIGINT:
        return get<std::uint64_t>(row);
    case DUCKDB_TYPE_HUGEINT: {
        auto value = get<duckdb_hugeint>(row);
        return static_cast<Wide>(value.upper) * (static_cast<Wide>(1) << 64) + value.lower;
    }
    default:
        return get<std::int64_t>(row);
    }
}

std::string_view VectorReader::text(idx_t row, std::string& room) const
{
    if (validity_ && !api().validity_row_is_valid(validity_, row)) return null_cell;
    switch (type_) {
    case DUCKDB_TYPE_VARCHAR: {
        const auto& text = static_cast<const duckdb_string_t*>(data_)[row];
        auto length = text.value.inlined.length;
        const char* begin =
            length <= sizeof text.value.inlined.inlined ? text.value.inlined.inlined : text.value.pointer.ptr;
        return {begin, length};
    }
    case DUCKDB_TYPE_BOOLEAN:
        return get<bool>(row) ? "true" : "false";
    case DUCKDB_TYPE_FLOAT:
        return float_text(get<float>(row), room);
    case DUCKDB_TYPE_DOUBLE:
        return float_text(get<double>(row), room);
    case DUCKDB_TYPE_DATE:
        return date_text(get<duckdb_date>(row).days, room);
    case DUCKDB_TYPE_TIME:
        room.resize(date_text_bytes);
        return format_time(time_of(get<duckdb_time>(row).micros), DateText(room.data(), date_text_bytes));
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
        return moment_text(get<duckdb_timestamp>(row).micros, room);
    default:
        return decimal_text(whole(row, stored_), scale_, room);
    }
}
} // namespace engine::sql
