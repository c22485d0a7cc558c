#pragma once
// A written date taken apart, before anyone decides which number is the day. Internal to text/.
#include "engine/text/dates.hpp"
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace engine::date_parts
{
struct Part {
    int value = 0;
    int digits = 0; // 0 for a month's name
};

struct Parts {
    std::array<Part, 3> part;
    std::optional<Time> time;
    std::optional<int> offset;

    bool names_month() const { return part[0].digits == 0 || part[1].digits == 0; }
    bool year_first() const { return part[0].digits == 4; }
};

// Walks over a text from left to right; each take_… moves on only when it succeeds.
struct Cursor {
    std::string_view rest;

    bool at_end() const { return rest.empty(); }
    bool take(char c);
    std::size_t take_spaces();
    std::optional<Part> take_number(int most_digits);
    std::string_view take_letters();
};

// 1–12 for an English month's name, whole or its first three letters ("Sept" too); 0 otherwise.
int month_named(std::string_view word);
std::optional<int> weekday_named(std::string_view word); // 0 is Monday; English, whole or its first letters
// 14:05, 14:05:30.250, 2:05 pm, 2pm; a number of hours alone is no time.
std::optional<Time> take_time(Cursor& cursor);
// Z, UTC, GMT, +02:00, +0200, -05
std::optional<int> take_offset(Cursor& cursor);

std::optional<Parts> split(std::string_view text);
// The date that the parts say in this order, where they say one.
std::optional<Date> in_order(const Parts& parts, DateOrder order, int century);
} // namespace engine::date_parts
