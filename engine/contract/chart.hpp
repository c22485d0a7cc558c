#pragma once
#include <boost/describe.hpp>
#include <string>

namespace engine
{
enum class ChartKind { bar, line };
BOOST_DESCRIBE_ENUM(ChartKind, bar, line)
struct Chart { // how many rows each value of a column has
    ChartKind kind = ChartKind::bar;
    std::string column;
};
} // namespace engine
