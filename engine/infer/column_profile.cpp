#include "engine/infer/column_profile.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool digits_only(std::string_view text) { return std::ranges::all_of(text, is_digit); }

template <std::size_t n> bool is_one_of(std::string_view value, const std::string_view (&list)[n])
{
    return std::ranges::find(list, value) != std::end(list);
}

// What is left of a number without its digits, signs, separators and spaces: €, kg, %.
std::string unit_of(std::string_view cell)
{
    std::string unit;
    for (char c : cell)
        if (!is_digit(c) && !std::string_view("+-.,' ()").contains(c)) unit += c;
    return unit;
}

// What may stand around a number; “Room 12” and “7A” are no numbers.
bool is_unit(std::string_view unit)
{
    static constexpr std::string_view units[] = {
        "%",   "€",   "$",   "£",   "¥",   "₹",   "₽",   "₺",   "₩",   "kr",  "zł",  "Kč",  "Ft",  "R",   "R$",
        "Fr",  "Rs",  "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "JPY", "CNY", "INR", "AUD", "CAD", "NZD",
        "ZAR", "PLN", "CZK", "HUF", "kg",  "g",   "cm",  "mm",  "m",   "km",  "h",   "min", "°C",  "pts"};
    return is_one_of(unit, units);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// 5E0: as a number it would be 5.0E+00.
bool has_form_of_code(std::string_view cell)
{
    auto e = cell.find_first_of("eE");
    return e != cell.npos && e > 0 && e + 1 < cell.size() && digits_only(cell.substr(0, e)) &&
           digits_only(cell.substr(e + 1));
}

bool is_phone(std::string_view cell)
{
    auto digits = std::ranges::count_if(cell, is_digit);
    bool marks =
        std::ranges::all_of(cell, [](char c) { return is_digit(c) || std::string_view("+ ()-./").contains(c); });
    return marks && digits >= 7 && digits <= 15;
}

bool is_yearmonth(std::string_view cell)
{
    return cell.size() == 7 && cell[4] == '-' && digits_only(cell.substr(0, 4)) && digits_only(cell.substr(5)) &&
           cell.substr(5) >= "01" && cell.substr(5) <= "12";
}

bool is_email(std::string_view cell)
{
    auto at = cell.find('@');
    return at != cell.npos && at > 0 && cell.find('.', at) != cell.npos && !cell.contains(' ');
}
} // namespace

bool means_missing(std::string_view value)
{
    static constexpr std::string_view words[] = {"-", "--", "---", "–", "—", "N/A", "n/a", "#N/A"};
    return is_one_of(value, words);
}

bool may_mean_missing(std::string_view value)
{
    static constexpr std::string_view words[] = {"NA",   "na", "NULL", "null", "Null", "None", "none", "nil",
                                                 "N.A.", ".",  "?",    "x",    "X",    "NaN",  "nan",  "unknown"};
    return is_one_of(value, words);
}

void ColumnProfile::see(std::string_view cell)
{
    if (cell.empty()) {
        ++blanks_;
        return;
    }
    if (means_missing(cell) || may_mean_missing(cell)) {
        ++doubtful_[std::string(cell)];
        return;
    }
    ++values_;
    ascii_ = ascii_ && is_ascii(cell);
    longest_ = std::max(longest_, cell.size());
    shape_.see(cell);
    trace_.see(cell);
    if (words_.size() <= most_words) {
        auto found = words_.find(cell);
        if (found == words_.end()) found = words_.emplace(std::string(cell), 0).first;
        ++found->second;
    }
    see_number(cell);
    see_date(cell);
    emails_ = emails_ && is_email(cell);
    if (truths_) {
        auto word = lower_case(cell, room_);
        truths_ = word == "true" || word == "false";
    }
}

void ColumnProfile::see_number(std::string_view cell)
{
    phones_ = phones_ && is_phone(cell);
    bool digits = digits_only(cell);
    digits_ = digits_ && digits;
    long_ = long_ || (digits && cell.size() > 15);
    zeros_ = zeros_ || (digits && cell.size() > 1 && cell[0] == '0');
    negatives_ = negatives_ || cell[0] == '-' || cell[0] == '(';
    if (is_mask(cell)) return;
    bool number = false;
    for (std::size_t way = 0; way < ways; ++way) {
        if (!loose_[way]) continue;
        NumberStyle style{number_ways[way].decimal, number_ways[way].group, true};
        auto value = bare_[way] ? canonical_number(cell, style, room_) : std::nullopt;
        if (!value) {
            bare_[way] = style.bare = false;
            value = canonical_number(cell, style, room_);
        }
        loose_[way] = value.has_value();
        if (!value) continue;
        number = true;
        fractions_[way] = fractions_[way] || value->find_first_of(".eE") != value->npos;
        exponents_ = exponents_ || value->find_first_of("eE") != value->npos;
        if (way == 0) widen(*value);
    }
    if (!number) return see_no_number(cell);
    ++numbers_seen_;
    see_unit(cell);
    any_fraction_ = any_fraction_ || cell.find_first_of(".,") != cell.npos;
    if (like_a_code_.empty() && has_form_of_code(cell)) like_a_code_ = cell;
}

// No number, or none in the writing of the others.
void ColumnProfile::see_no_number(std::string_view cell)
{
    if (no_number_.empty()) no_number_ = cell;
    numbers_seen_ += std::ranges::any_of(number_ways, [&](const NumberWay& way) {
        return canonical_number(cell, {way.decimal, way.group, false}, room_).has_value();
    });
}

// A word may stand for a number that is not told. Many different ones are values of their own.
bool ColumnProfile::is_mask(std::string_view cell)
{
    if (!has_masks_ || std::ranges::any_of(cell, is_digit) || cell.size() > 40) return false;
    auto found = masks_.find(cell);
    if (found == masks_.end()) found = masks_.emplace(std::string(cell), 0).first;
    ++found->second;
    if (masks_.size() <= most_masks) return true;
    has_masks_ = false;
    masks_.clear();
    return false;
}

void ColumnProfile::widen(std::string_view canonical)
{
    auto number = parse_number(canonical);
    if (!number) return;
    largest_ = std::max(largest_.value_or(*number), *number);
    smallest_ = std::min(smallest_.value_or(*number), *number);
}

void ColumnProfile::see_unit(std::string_view cell)
{
    auto unit = unit_of(cell);
    if (unit.size() == 1 && (unit == "e" || unit == "E") && is_digit(cell.front())) unit.clear(); // an exponent
    without_unit_ = without_unit_ || unit.empty();
    if (unit.empty()) return;
    bool small_letters = std::ranges::all_of(unit, is_letter) && unit.size() <= 2 && unit != "Kr" && unit != "kr" &&
                         unit != "Fr" && unit != "Rs" && unit != "Ft";
    if (small_letters && like_a_code_.empty()) like_a_code_ = cell;
    is_letter_unit_ = is_letter_unit_ || small_letters;
    // 15*, ~20 and 12 CR are more than the number alone.
    bool mark =
        std::ranges::none_of(unit, [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
    mark |= unit == "CR" || unit == "DR";
    if (mark && !is_unit(unit) && no_number_.empty()) no_number_ = cell;
    known_units_ = known_units_ && is_unit(unit);
    one_unit_ = one_unit_ && unit_.value_or(unit) == unit && is_unit(unit);
    unit_ = std::move(unit);
}

void ColumnProfile::see_date(std::string_view cell)
{
    if (dates_ || datetimes_) {
        auto reading = dates_ ? read_date(cell, std::nullopt) : read_datetime(cell, std::nullopt);
        if (dates_ && reading.says == DateReading::Says::nothing) {
            dates_ = false;
            reading = read_datetime(cell, std::nullopt);
        }
        if (reading.says == DateReading::Says::nothing) datetimes_ = false;
        orders_ = orders_ & reading.fits;
        if (dates_ || datetimes_)
            ++dates_seen_;
        else
            no_date_ = cell;
        if (dates_) widen_days(cell);
        if (!two_digit_years_ && cell.size() <= 10)
            two_digit_years_ = read_date(cell, DateOrder::dmy, 1900).value.date.year !=
                               read_date(cell, DateOrder::dmy, 2000).value.date.year;
    } else if (constexpr std::int64_t few = 4; dates_seen_ * 2 + few >= values_)
        dates_seen_ += read_datetime(cell, std::nullopt).says != DateReading::Says::nothing;
    times_ = times_ && read_time(cell);
    years_ = years_ && cell.size() == 4 && digits_only(cell) && cell >= "1900" && cell <= "2100";
    yearmonths_ = yearmonths_ && is_yearmonth(cell);
}

void ColumnProfile::widen_days(std::string_view cell)
{
    for (auto order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
        auto reading = read_date(cell, order);
        if (!reading) continue;
        auto day = days_from(reading.value.date);
        auto& days = days_[static_cast<std::size_t>(order)];
        days = days ? std::pair(std::min(days->first, day), std::max(days->second, day)) : std::pair(day, day);
    }
}

std::vector<std::size_t> ColumnProfile::numbers(bool bare) const
{
    std::vector<std::size_t> out;
    if (numbers_seen_ == 0 || (!bare && (!one_unit_ || !unit_))) return out;
    for (std::size_t way = 0; way < ways; ++way)
        if (bare ? bare_[way] : loose_[way]) out.push_back(way);
    return out;
}

std::vector<std::string> ColumnProfile::words() const
{
    std::vector<std::string> out;
    for (const auto& [word, count] : words_) out.push_back(word);
    for (const auto& [word, count] : doubtful_)
        if (!means_missing(word)) out.push_back(word);
    return out;
}
} // namespace engine
