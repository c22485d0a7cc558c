#pragma once
// The days of a period as feeds name them: 2026-W47 (ISO 8601 week), 2026-11.
#include "engine/contract/contract.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
struct DayRange {
    std::int64_t first = 0, last = 0; // days since 1970-01-01, both in it
    bool has(std::int64_t day) const { return day >= first && day <= last; }
};
std::optional<DayRange> period_days(std::string_view period); // nothing for terms, which only the calendar knows
// The period of the same kind that a day is in: 2026-W46.
std::string period_of(std::int64_t day, std::string_view like);
// What a file's name says, of the kind that the feed has: attendance-2026-W47.csv, fees_2026_11.csv. Nothing for
// others.
std::optional<std::string> period_in_name(std::string_view file_name, Period kind);
} // namespace engine
