#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <charconv>
#include <cmath>
#include <compare>
#include <fast_float/fast_float.h>

namespace engine
{
namespace
{
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - from;
}

// Bytes of an exponent at `from`, 0 where there is none.
std::size_t exponent_at(std::string_view text, std::size_t from)
{
    if (from >= text.size() || (text[from] != 'e' && text[from] != 'E')) return 0;
    std::size_t at = from + 1;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    auto digits = digits_at(text, at);
    return digits ? at + digits - from : 0;
}

// -?digits(.digits)?(exponent)? : what canonical text looks like.
bool is_canonical(std::string_view text)
{
    std::size_t at = text.starts_with('-');
    auto whole = digits_at(text, at);
    if (whole == 0) return false;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        auto decimals = digits_at(text, at + 1);
        if (decimals == 0) return false;
        at += 1 + decimals;
    }
    return at + exponent_at(text, at) == text.size();
}

// Bytes of the group mark at the start of `text`.
std::size_t group_at(std::string_view text, std::string_view group)
{
    if (group.empty()) return 0;
    auto starts = [&](std::string_view mark) { return text.starts_with(mark) ? mark.size() : 0; };
    if (auto bytes = starts(group)) return bytes;
    if (group == " ") {
        for (std::string_view space : {"\u00A0", "\u202F", "\u2009", "\u2007"})
            if (auto bytes = starts(space)) return bytes;
    }
    return group == "'" ? starts("\u2019") : 0;
}

// Strips a sign written in any of the usual ways; false where there are two.
bool take_sign(std::string_view& text, bool& negative)
{
    int signs = 0;
    auto take = [&](std::size_t front, std::size_t back, bool minus) {
        text = trim(text.substr(front, text.size() - front - back));
        negative |= minus;
        ++signs;
    };
    if (text.starts_with('(') && text.ends_with(')')) take(1, 1, true);
    if (text.starts_with('-'))
        take(1, 0, true);
    else if (text.starts_with('+'))
        take(1, 0, false);
    else if (text.starts_with("\u2212"))
        take(3, 0, true);
    if (text.ends_with('-'))
        take(0, 1, true);
    else if (text.ends_with("\u2212"))
        take(0, 3, true);
    return signs <= 1;
}

// Leaves out everything before the first and after the last digit that belongs to no number: "€ 12.50", "12 %".
std::string_view without_unit(std::string_view text, char decimal)
{
    auto inside = [&](char c) { return is_digit(c) || c == decimal || c == '-' || c == '+' || c == '(' || c == ')'; };
    std::size_t from = 0, to = text.size();
    if (text.find("\u2212") != std::string_view::npos) return text;
    while (from < to && !inside(text[from])) ++from;
    while (to > from && !inside(text[to - 1])) --to;
    return text.substr(from, to - from);
}

// Whole digits without their group marks into `room`; the bytes consumed, 0 where the groups are not 1–3 digits
// followed by groups of three, or (in India) of two and a last one of three.
std::size_t take_whole(std::string_view text, std::string_view group, std::string& room)
{
    std::size_t at = digits_at(text, 0), first = at, last = 0;
    bool threes = true, twos = first <= 2;
    room += text.substr(0, at);
    for (;;) {
        auto mark = group_at(text.substr(at), group);
        auto digits = mark ? digits_at(text, at + mark) : 0;
        if (digits == 0) break;
        if (last != 0) twos &= last == 2;
        threes &= digits == 3;
        last = digits;
        room += text.substr(at + mark, digits);
        at += mark + digits;
    }
    bool grouped_well = first >= 1 && first <= 3 && last == 3 && (threes || twos);
    return last == 0 || grouped_well ? at : 0;
}

// R-7781: letters, a hyphen and digits alone are a name. An amount below zero has decimals, or its sign elsewhere.
bool is_code(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z')) ++at;
    if (at == 0 || at + 1 >= text.size() || text[at] != '-') return false;
    return digits_at(text, at + 1) == text.size() - at - 1;
}

// The general way, for everything that is not canonical already.
std::optional<std::string_view> rewritten(std::string_view text, const NumberStyle& style, std::string& room)
{
    bool negative = false;
    text = trim(text);
    if (!style.bare && is_code(text)) return std::nullopt;
    if (!style.bare) text = trim(without_unit(text, style.decimal));
    if (!take_sign(text, negative)) return std::nullopt;
    if (!style.bare) text = trim(without_unit(text, style.decimal)); // "-€12", "(£5)"
    room.assign(negative ? "-" : "");
    auto start = room.size();
    auto at = take_whole(text, style.group, room);
    if (at == 0 && !text.starts_with(style.decimal)) return std::nullopt;
    if (at == 0) room += '0';
    if (at < text.size() && text[at] == style.decimal) {
        auto decimals = digits_at(text, at + 1);
        if (decimals == 0 && at == 0) return std::nullopt;
        if (decimals != 0) (room += '.') += text.substr(at + 1, decimals);
        at += 1 + decimals;
    }
    auto exponent = exponent_at(text, at);
    room += text.substr(at, exponent);
    if (at + exponent != text.size()) return std::nullopt;
    if (negative && std::string_view(room).substr(start).find_first_not_of("0.") == std::string_view::npos)
        room.erase(0, 1); // there is no negative zero
    return room;
}

struct Decimal {
    bool negative;
    std::string_view whole, part;
};

Decimal decimal_of(std::string_view text)
{
    bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto part = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
    while (part.ends_with('0')) part.remove_suffix(1);
    return {negative && !(whole == "0" && part.empty()), whole, part};
}

int sign_of(std::strong_ordering order) { return order < 0 ? -1 : order > 0; }
} // namespace

std::optional<std::string_view> canonical_number(std::string_view text, const NumberStyle& style, std::string& room)
{
    if (style.decimal == '.' && style.group != "." && is_canonical(text)) return text;
    return rewritten(text, style, room);
}

std::optional<std::string_view> canonical_integer(std::string_view text, const NumberStyle& style, std::string& room)
{
    auto number = canonical_number(text, style, room);
    if (!number || number->find_first_of("eE") != std::string_view::npos) return std::nullopt;
    auto point = number->find('.');
    if (point == std::string_view::npos) return number;
    if (number->find_first_not_of('0', point + 1) != std::string_view::npos) return std::nullopt;
    return number->substr(0, point);
}

bool is_plain_number(std::string_view text)
{
    std::size_t at = text.starts_with('-') || text.starts_with('+');
    auto whole = digits_at(text, at);
    at += whole;
    std::size_t decimals = 0;
    if (at < text.size() && text[at] == '.') {
        decimals = digits_at(text, at + 1);
        at += 1 + decimals;
    }
    return whole + decimals > 0 && at + exponent_at(text, at) == text.size();
}

// A number of at most 15 digits is exact as a whole number, and so is the power of ten it is divided by: the quotient
// is the nearest double (W. Clinger, "How to read floating point numbers accurately", PLDI 1990). Others take the long
// way.
std::optional<double> parse_number(std::string_view canonical)
{
    static constexpr double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    if (!canonical.empty() && canonical.size() <= 16) {
        bool negative = canonical[0] == '-';
        std::int64_t digits = 0;
        std::size_t count = 0, point = canonical.size() - 1;
        for (std::size_t at = negative; at < canonical.size(); ++at) {
            char c = canonical[at];
            if (is_digit(c))
                digits = digits * 10 + (c - '0'), ++count;
            else if (c == '.' && point == canonical.size() - 1 && count > 0)
                point = at;
            else
                count = 99;
        }
        if (count > 0 && count <= 15 && canonical.back() != '.') {
            auto value = static_cast<double>(digits) / tens[canonical.size() - 1 - point];
            return negative ? -value : value;
        }
    }
    double value = 0;
    auto [end, error] = fast_float::from_chars(canonical.data(), canonical.data() + canonical.size(), value);
    if (error != std::errc() || end != canonical.data() + canonical.size()) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_integer(std::string_view canonical)
{
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(canonical.data(), canonical.data() + canonical.size(), value);
    if (error != std::errc() || end != canonical.data() + canonical.size()) return std::nullopt;
    return value;
}

int compare_numbers(std::string_view a, std::string_view b)
{
    auto has_exponent = [](std::string_view text) { return text.find_first_of("eE") != std::string_view::npos; };
    if (has_exponent(a) || has_exponent(b)) {
        double x = parse_number(a).value_or(0), y = parse_number(b).value_or(0);
        return x < y ? -1 : x > y;
    }
    auto x = decimal_of(a), y = decimal_of(b);
    if (x.negative != y.negative) return x.negative ? -1 : 1;
    int size = sign_of(x.whole.size() <=> y.whole.size());
    if (size == 0) size = sign_of(x.whole <=> y.whole);
    if (size == 0) size = sign_of(x.part <=> y.part);
    return x.negative ? -size : size;
}

std::string_view number_key(std::string_view canonical, std::string& room)
{
    bool whole = !canonical.empty() && canonical[0] >= '1' && canonical[0] <= '9';
    if ((whole && digits_at(canonical, 0) == canonical.size()) || !is_canonical(canonical)) return canonical;
    if (canonical.find_first_of("eE") != std::string_view::npos) {
        char expanded[number_text_bytes];
        auto value = parse_number(canonical);
        if (!value || !std::isfinite(*value)) return canonical;
        room.assign(format_number(*value, expanded));
        return room;
    }
    auto decimal = decimal_of(canonical);
    room.assign(decimal.negative ? "-" : "").append(decimal.whole);
    if (!decimal.part.empty()) (room += '.') += decimal.part;
    return room;
}

std::string with_thousands(std::int64_t number)
{
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string_view format_number(double value, std::span<char, number_text_bytes> into)
{
    auto [end, error] = std::to_chars(into.data(), into.data() + into.size(), value, std::chars_format::fixed);
    std::string_view text(into.data(), error == std::errc() ? static_cast<std::size_t>(end - into.data()) : 0);
    return text == "-0" ? text.substr(1) : text;
}
} // namespace engine
