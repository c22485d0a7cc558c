#pragma once
// A cell's number format: how Excel shows a stored number. After ECMA-376 part 1, 18.8.30 and 18.8.31, with what Excel
// does where the standard is silent. Colours and column widths do not matter here.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
enum class TokenKind : std::uint8_t {
    literal,
    general,
    text,  // @
    digit, // `mark` is 0 # or ?
    point,
    percent,
    exponent, // `mark` is + or -
    fraction, // the bar
    year,
    month,
    day,
    hour,
    minute,
    second,
    subsecond, // `count` decimals
    half_day,  // AM/PM; `mark` is A for A/P
    elapsed_hours,
    elapsed_minutes,
    elapsed_seconds,
};

struct FormatToken {
    TokenKind kind;
    int count = 1; // letters in a row: mmm is 3
    char mark = '\0';
    std::string literal;
};

// One of the up to four parts between semicolons.
struct FormatSection {
    std::vector<FormatToken> tokens;
    enum class When : std::uint8_t { always, less, less_equal, equal, not_equal, greater, greater_equal };
    When when = When::always;
    double limit = 0;
    int scale = 0;    // commas behind the last digit: each divides by 1000
    int percents = 0; // each multiplies by 100
    bool grouped = false;
    bool date = false, time = false, elapsed = false; // has parts of a date, of a time of day
    bool has(TokenKind kind) const;
    bool holds(double value) const;
    bool holds_negatives_only() const; // such a section shows them bare, as a second one does
};

class NumberFormat
{
public:
    explicit NumberFormat(std::string_view code);

    // The text that Excel shows for a number, in US English.
    std::string number(double value, bool date1904) const;
    // The text that Excel shows for text.
    std::string text(std::string_view value) const;
    bool keeps_text() const { return plain_text_; }
    bool is_general() const { return general_; }
    // Whether numbers are shown as a date, a time or both. Elapsed time ([h]:mm) is a number.
    bool is_date() const { return !sections_[0].elapsed && (sections_[0].date || sections_[0].time); }
    bool is_elapsed() const { return sections_[0].elapsed; }
    bool is_percent() const { return sections_[0].percents > 0; }
    // Whether whole numbers are filled up with zeros, as identifiers are: 00000, 000-00-0000.
    bool adds_zeros() const;
    // ISO 8601 of a date cell: the date where a date is shown, the time where a time is; "" where the number is no
    // date.
    std::string iso(double value, bool date1904) const;

private:
    const FormatSection& section_for(double value, bool& negative) const;

    std::vector<FormatSection> sections_; // never empty
    bool general_ = false, plain_text_ = true;
};

// The code of a built-in format; General where there is none of that number.
std::string_view builtin_format(int id);

std::vector<FormatSection> parse_format(std::string_view code);
// As Excel's General shows a number: up to eleven characters, then scientific.
std::string general_number(double value);
// Numbers, dates and times by one section. `value` is not negative; its sign is the caller's.
std::string format_digits(const FormatSection& section, double value);
std::string format_moment(const FormatSection& section, double serial, bool date1904);
} // namespace engine::xlsx
