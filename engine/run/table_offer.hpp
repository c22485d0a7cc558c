#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
// A table of the file that can be chosen. `number` counts the file's tables from 1, hidden ones included:
// ReadOptions::table.
struct TableOffer {
    std::int64_t number = 0;
    std::optional<std::string> sheet;
    std::int64_t page = 1;
    std::int64_t matched = 0; // fields that its header names
    bool chosen = false;
    std::vector<std::vector<std::string>> rows; // the first ones, cut to a size that a screen shows
};
BOOST_DESCRIBE_STRUCT(TableOffer, (), (number, sheet, page, matched, chosen, rows))
} // namespace engine
