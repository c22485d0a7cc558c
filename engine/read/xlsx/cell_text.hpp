#pragma once
// The text of number and date cells, as shown or as a contract's types expect it. Internal to package/.
#include "engine/read/xlsx/number_format.hpp"
#include <string>
#include <string_view>

namespace engine::xlsx
{
// `stored` is what the cell's <v> says. `canonical` as in ReadOptions. The view is `stored` itself or points into
// `room`.
std::string_view number_text(std::string_view stored, const NumberFormat& format, bool date1904, bool canonical,
                             std::string& room);
// Of a cell of type d, whose stored value is ISO 8601.
std::string date_text(std::string_view stored, const NumberFormat& format, bool date1904, bool canonical);
// A number with all digits that Excel keeps, without an exponent.
std::string plain_number(double value);
} // namespace engine::xlsx
