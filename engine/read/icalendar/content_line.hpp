#pragma once
// The lines of an iCalendar file (RFC 5545, 3.1): folded lines put together again, split into a name and a value.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::icalendar
{
struct ContentLine {
    std::int64_t number = 0; // where it begins, from 1
    std::string name;        // in capitals; empty where the line is no “name:value”
    std::string parameters;  // “;VALUE=DATE”
    std::string value;
};

struct ContentLines {
    std::vector<ContentLine> lines;
    std::int64_t left_at = 0; // the first line that is too many and was not read; 0: none
};

inline constexpr std::int64_t most_lines = 20'000;
ContentLines content_lines(std::string_view text);

// A TEXT value (3.3.11) without its escapes, as one line of at most `most_bytes`.
std::string plain_text(std::string_view value, std::size_t most_bytes);
} // namespace engine::icalendar
