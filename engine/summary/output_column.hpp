#pragma once
// A column as reports have it.
#include <boost/describe.hpp>
#include <string>

namespace engine
{
enum class CellType { text, integer, number, date, datetime, time, boolean };
BOOST_DESCRIBE_ENUM(CellType, text, integer, number, date, datetime, time, boolean)

struct OutputColumn {
    std::string name;  // machine name, the header of CSV files
    std::string title; // what people read in PDF and XLSX
    CellType type = CellType::text;
};
BOOST_DESCRIBE_STRUCT(OutputColumn, (), (name, title, type))
} // namespace engine
