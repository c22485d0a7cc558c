#pragma once
// Values of one kind for consecutive rows. A row without a value (null, unknown) has valid[row] == 0.
#include <cstdint>
#include <string_view>
#include <vector>

namespace engine
{
enum class ExpressionKind : std::uint8_t {
    boolean,
    number,
    text,
    moment, // date, time or both, as ISO 8601 text, which sorts as time does
};

struct Vector {
    ExpressionKind kind = ExpressionKind::text;
    std::vector<std::uint8_t> valid;
    std::vector<std::uint8_t> truth;    // of booleans
    std::vector<double> number;         // of numbers
    std::vector<std::string_view> text; // of texts and moments

    void resize(std::size_t rows);
};
} // namespace engine
