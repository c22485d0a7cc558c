// Numbers by a section of a number format.
#include "engine/read/xlsx/decimal_digits.hpp"
#include "engine/read/xlsx/number_format.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine::xlsx
{
namespace
{
using enum TokenKind;
using Tokens = std::vector<FormatToken>;

int count_digits(Tokens::const_iterator from, Tokens::const_iterator to)
{
    return static_cast<int>(std::count_if(from, to, [](const auto& token) { return token.kind == digit; }));
}

// What stands for a digit that is not there: 0 for 0, a space for ?, nothing for #.
void put_absent(std::string& out, char mark)
{
    if (mark == '0') out += '0';
    if (mark == '?') out += ' ';
}

// The whole part, right-aligned on its placeholders; digits that have none go before the first.
void put_whole(std::string& out, Tokens::const_iterator from, Tokens::const_iterator to, const DecimalDigits& number,
               bool grouped)
{
    int place = count_digits(from, to);
    bool started = false;
    auto put = [&](int at, char mark) {
        bool present = at < number.whole;
        started |= present || mark == '0';
        if (present)
            out += number.at(at);
        else
            put_absent(out, mark);
        if (grouped && at > 0 && at % 3 == 0 && started) out += ',';
    };
    bool first = true;
    for (auto token = from; token != to; ++token) {
        if (token->kind == literal) out += token->literal;
        if (token->kind == percent) out += '%';
        if (token->kind != digit) continue;
        for (int at = number.whole - 1; first && at >= place; --at) put(at, '#');
        first = false;
        put(--place, token->mark);
    }
}

void put_decimals(std::string& out, Tokens::const_iterator from, Tokens::const_iterator to, const DecimalDigits& number)
{
    int last = static_cast<int>(number.digits.size()) - number.whole; // decimals that are not trailing zeros
    int place = 0;
    for (auto token = from; token != to; ++token) {
        if (token->kind == literal) out += token->literal;
        if (token->kind == percent) out += '%';
        if (token->kind != digit) continue;
        ++place;
        if (place <= last || token->mark == '0')
            out += number.at(-place);
        else
            put_absent(out, token->mark);
    }
}

auto find(const Tokens& tokens, TokenKind kind) { return std::ranges::find(tokens, kind, &FormatToken::kind); }

std::string plain(const FormatSection& section, double value)
{
    const auto& tokens = section.tokens;
    DecimalDigits number(value);
    number.shift(2 * section.percents - 3 * section.scale);
    auto dot = find(tokens, point);
    number.round(dot == tokens.end() ? 0 : count_digits(dot, tokens.end()));
    std::string out;
    put_whole(out, tokens.begin(), dot, number, section.grouped);
    if (dot == tokens.end()) return out;
    out += '.';
    put_decimals(out, dot + 1, tokens.end(), number);
    return out;
}

// 0.00E+00, and ##0.0E+0, whose exponent is a multiple of its whole digits.
std::string scientific(const FormatSection& section, double value)
{
    const auto& tokens = section.tokens;
    auto mark = find(tokens, exponent);
    auto dot = std::find_if(tokens.begin(), mark, [](const auto& token) { return token.kind == point; });
    int wholes = std::max(1, count_digits(tokens.begin(), dot));
    int decimals = count_digits(dot, mark);
    DecimalDigits number(value);
    int power = 0;
    for (int round = 0; round < 2; ++round) { // rounding may carry into one more digit
        if (number.digits.empty()) break;
        int most = wholes == 1 ? 1 : ((number.whole - 1) % wholes + wholes) % wholes + 1;
        int shift = number.whole - most;
        number.shift(-shift);
        power += shift;
        number.round(decimals);
    }
    std::string out;
    put_whole(out, tokens.begin(), dot, number, section.grouped);
    if (dot != mark) {
        out += '.';
        put_decimals(out, dot + 1, mark, number);
    }
    out += 'E';
    if (power < 0)
        out += '-';
    else if (mark->mark == '+')
        out += '+';
    int places = count_digits(mark, tokens.end());
    out += fmt::format("{:0{}}", std::abs(power), places);
    for (auto token = mark; token != tokens.end(); ++token)
        if (token->kind == literal) out += token->literal;
    return out;
}

// Whole numbers, kept as doubles: a cell may hold 1E+300.
struct Fraction {
    double over, under;
};

// The last convergent of the continued fraction with a denominator of up to `most`, as Excel chooses (not always the
// nearest fraction: 0.3 in one digit is 1/3).
Fraction fraction_of(double part, double most)
{
    Fraction before{1, 0}, now{std::floor(part), 1};
    double rest = part - std::floor(part);
    while (rest > 1e-9) {
        double turned = 1 / rest, whole = std::floor(turned + 1e-9);
        Fraction next{whole * now.over + before.over, whole * now.under + before.under};
        if (next.under > most) break;
        before = now;
        now = next;
        rest = turned - whole;
    }
    return now;
}

// The denominator that a code such as # ?/8 or # ??/100 fixes; 0 where it leaves it open.
long long fixed_denominator(Tokens::const_iterator from, Tokens::const_iterator to)
{
    long long value = 0;
    for (auto token = from; token != to; ++token) {
        bool zero = token->kind == digit && token->mark == '0' && value > 0;
        if (token->kind != literal && !zero) break;
        for (char c : zero ? std::string_view("0") : std::string_view(token->literal)) {
            if (c < '0' || c > '9' || value > 100'000) return value;
            value = value * 10 + (c - '0');
        }
    }
    return value;
}

// # ?/?, # ??/??, # ?/8 and ?/? without a whole part.
std::string fractional(const FormatSection& section, double value)
{
    const auto& tokens = section.tokens;
    auto bar = find(tokens, fraction);
    // Digits of the numerator run back from the bar; those before them are the whole part.
    auto over_from = bar;
    while (over_from != tokens.begin() && (over_from - 1)->kind == digit) --over_from;
    bool has_whole = count_digits(tokens.begin(), over_from) > 0;
    int over_places = static_cast<int>(bar - over_from), under_places = count_digits(bar, tokens.end());
    auto given = fixed_denominator(bar + 1, tokens.end());
    double whole = has_whole ? std::floor(value) : 0, part = value - whole;
    Fraction found{};
    if (given > 0)
        found = {std::round(part * static_cast<double>(given)), static_cast<double>(given)};
    else
        found = fraction_of(part, under_places >= 3 ? 999 : under_places == 2 ? 99 : 9);
    if (has_whole && found.over == found.under) whole += 1, found.over = 0;

    std::string out;
    bool shows_part = found.over != 0 || !has_whole;
    if (has_whole) {
        if (whole != 0 || !shows_part)
            put_whole(out, tokens.begin(), over_from, DecimalDigits(whole), section.grouped);
        else
            for (auto token = tokens.begin(); token != over_from; ++token)
                out += token->kind == literal ? token->literal : token->mark == '?' ? " " : "";
    }
    auto over = fmt::format("{:>{}.0f}", found.over, over_places);
    auto under = given > 0 ? std::to_string(given) : fmt::format("{:<{}.0f}", found.under, std::max(under_places, 1));
    if (shows_part) return out + over + "/" + under;
    return out + std::string(over.size() + under.size() + 1, ' ');
}
} // namespace

std::string format_digits(const FormatSection& section, double value)
{
    if (section.has(exponent) && section.has(digit)) return scientific(section, value);
    if (section.has(fraction)) return fractional(section, value);
    return plain(section, value);
}

std::string general_number(double value)
{
    if (value == 0) return "0";
    DecimalDigits number(std::abs(value));
    constexpr int characters = 11;
    std::string out = value < 0 ? "-" : "";
    // Up to eleven characters with the point, unless that would lose digits of a very small number.
    bool small = number.whole < -3 && static_cast<int>(number.digits.size()) - number.whole > 9;
    if (number.whole <= characters && !small) {
        number.round(std::clamp(characters - 1 - std::max(number.whole, 1), 0, 9));
        if (number.whole <= characters) {
            if (number.whole <= 0) out += '0';
            for (int place = number.whole - 1; place >= 0; --place) out += number.at(place);
            int decimals = static_cast<int>(number.digits.size()) - number.whole;
            if (decimals > 0) out += '.';
            for (int place = 1; place <= decimals; ++place) out += number.at(-place);
            return out;
        }
    }
    number.round(6 - number.whole);
    out += number.digits[0];
    if (number.digits.size() > 1) out += "." + number.digits.substr(1);
    int power = number.whole - 1;
    return out + fmt::format("E{}{:02}", power < 0 ? '-' : '+', std::abs(power));
}
} // namespace engine::xlsx
