#include "engine/read/xlsx/number_format.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>
#include <cmath>

namespace engine::xlsx
{
namespace
{
using enum TokenKind;
// The day after 9999-12-31 in either calendar.
double end_of_dates(bool date1904) { return date1904 ? 2'957'004 : 2'958'466; }

bool shows_moment(const FormatSection& section) { return section.date || section.time || section.elapsed; }
} // namespace

NumberFormat::NumberFormat(std::string_view code) : sections_(parse_format(code))
{
    const auto& tokens = sections_[0].tokens;
    general_ = sections_.size() == 1 && (tokens.empty() || (tokens.size() == 1 && tokens[0].kind == general));
    const auto& last = sections_.back();
    bool has_text = sections_.size() == 4 || last.has(TokenKind::text);
    plain_text_ = !has_text || (last.tokens.size() == 1 && last.has(TokenKind::text));
}

// Which section shows the number, and whether a minus goes before it: sections after the first show negatives bare.
const FormatSection& NumberFormat::section_for(double value, bool& negative) const
{
    negative = value < 0;
    auto numeric = sections_.size();
    if (numeric > 1 && (numeric == 4 || sections_.back().has(TokenKind::text))) --numeric;
    bool conditions = std::any_of(sections_.begin(), sections_.end(),
                                  [](const auto& section) { return section.when != FormatSection::When::always; });
    if (conditions) {
        for (std::size_t i = 0; i < numeric; ++i) {
            if (!sections_[i].holds(value)) continue;
            negative &=
                (i == 0 && !sections_[i].holds_negatives_only()) || sections_[i].when == FormatSection::When::always;
            return sections_[i];
        }
        return sections_[numeric - 1];
    }
    if (numeric >= 2 && value < 0) {
        negative = false;
        return sections_[1];
    }
    return sections_[numeric >= 3 && value == 0 ? 2 : 0];
}

std::string NumberFormat::number(double value, bool date1904) const
{
    if (!std::isfinite(value)) return "#NUM!";
    if (general_) return general_number(value);
    bool negative = false;
    const auto& section = section_for(value, negative);
    double size = std::abs(value);
    if (shows_moment(section)) {
        // Only the calendar from 1904 has negative times, and only elapsed ones.
        bool possible = size < end_of_dates(date1904) && (value >= 0 || !negative || (section.elapsed && date1904));
        if (!possible) return general_number(value);
        return (negative ? "-" : "") + format_moment(section, size, date1904);
    }
    std::string out = negative ? "-" : "";
    if (section.has(digit)) return out + format_digits(section, size);
    for (const auto& token : section.tokens) {
        if (token.kind == general || token.kind == TokenKind::text)
            out += general_number(size);
        else
            out += token.kind == percent ? "%" : token.kind == point ? "." : token.literal;
    }
    return out;
}

std::string NumberFormat::text(std::string_view value) const
{
    const auto& section = sections_.back();
    bool has_text = sections_.size() == 4 || section.has(TokenKind::text);
    if (!has_text) return std::string(value);
    std::string out;
    for (const auto& token : section.tokens) {
        if (token.kind == TokenKind::text || token.kind == general)
            out += value;
        else
            out += token.literal;
    }
    return out;
}

bool NumberFormat::adds_zeros() const
{
    int zeros = 0;
    for (const auto& token : sections_[0].tokens) {
        if (token.kind == point || token.kind == exponent || token.kind == fraction) break;
        zeros += token.kind == digit && token.mark == '0';
    }
    return zeros >= 2;
}

std::string NumberFormat::iso(double value, bool date1904) const
{
    const auto& section = sections_[0];
    auto moment = datetime_from_serial(value, date1904);
    // The last millisecond of all dates is rounded into a day that is none.
    if (!moment && value > 1 && value < end_of_dates(date1904))
        moment = datetime_from_serial(value - 1.0 / 86'400'000, date1904);
    if (!moment || !is_date()) return {};
    // The date is asked for by the second: seconds that a sum of fractions missed by a little are whole.
    if (!section.has(subsecond)) {
        auto seconds = std::llround(value * 86'400);
        // The last second of all dates has no next one.
        if (auto rounded = datetime_from_serial(static_cast<double>(seconds) / 86'400, date1904)) moment = rounded;
        moment->time.nanosecond = 0;
    }
    char room[date_text_bytes];
    if (!section.time) return std::string(format_date(moment->date, room));
    if (!section.date) return std::string(format_time(moment->time, room));
    return std::string(format_datetime(*moment, room));
}
} // namespace engine::xlsx
