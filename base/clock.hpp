#pragma once
// Instants as the product writes them: UTC with milliseconds, "2026-11-23T18:04:05.123Z". Such text sorts as time does.
#include <chrono>
#include <string>
#include <string_view>

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

std::string utc_text(Instant instant);
Instant parse_utc(std::string_view text); // throws std::invalid_argument
// Milliseconds from `from` to `to`, both as utc_text writes them.
std::chrono::milliseconds between(std::string_view from, std::string_view to);

// Where time comes from. Rows take the clock of the database (db::Session::now); this one is for what never reaches a
// row.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};
