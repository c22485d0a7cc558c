// Numbers, dates and the number formats of spreadsheets. Input: a choice, a text, a pattern or format.
#include "engine/read/xlsx/number_format.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <array>
#include <string>

namespace
{
using namespace engine;
using fuzz::require;

void numbers(std::string_view text, std::uint8_t choice)
{
    constexpr std::string_view groups[] = {"", ",", ".", " ", "'"};
    NumberStyle style{choice & 1 ? ',' : '.', groups[(choice >> 1) % 5], (choice & 16) == 0};
    std::string room, again_room;
    auto number = canonical_number(text, style, room);
    if (!number) return;
    auto again = canonical_number(*number, {}, again_room);
    require(again && *again == *number, "canonical text is canonical");
    require(compare_numbers(*number, *number) == 0, "a number equals itself");
    if (auto value = parse_number(*number)) {
        std::array<char, number_text_bytes> into;
        auto shortest = format_number(*value, into);
        require(parse_number(shortest) == value, "a number written reads back the same");
    }
    parse_integer(*number);
    canonical_integer(text, style, room);
}

void dates(std::string_view text, std::string_view pattern, std::uint8_t choice)
{
    std::array<char, date_text_bytes> into;
    for (auto order : {std::optional<DateOrder>(), std::optional(static_cast<DateOrder>(choice % 3))})
        if (auto reading = read_date(text, order)) {
            require(is_real(reading.value.date), "a date is real");
            require(date_from(days_from(reading.value.date)) == reading.value.date, "days count both ways");
            auto again = read_date(format_date(reading.value.date, into), std::nullopt);
            require(again && again.value.date == reading.value.date, "a date written reads back the same");
        }
    if (auto reading = read_datetime(text, DateOrder::dmy)) {
        auto again = read_datetime(format_datetime(reading.value, into), std::nullopt);
        require(again && again.value == reading.value, "a moment written reads back the same");
    }
    if (auto time = read_time(text)) require(read_time(format_time(*time, into)) == time, "a time reads back the same");
    if (is_date_pattern(pattern)) read_by_pattern(text, pattern);
}
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0) return 0;
    fuzz::Parts parts(fuzz::text(bytes + 1, size - 1));
    auto text = parts.next(), pattern = parts.next();
    numbers(text, bytes[0]);
    dates(text, pattern, bytes[0]);
    xlsx::NumberFormat format(pattern);
    format.text(text);
    if (auto value = parse_number(text)) {
        format.number(*value, bytes[0] & 1);
        format.iso(*value, bytes[0] & 1);
    }
    return 0;
}
