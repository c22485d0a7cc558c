#include "engine/run/text_trace.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t exact_digits = 15; // that a spreadsheet keeps of a number
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_small(c) || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

// A number as spreadsheets and programs write it that is too long for them: 1.23457E+15, 4,48E+11.
bool is_scientific(std::string_view cell)
{
    auto exponent = cell.find_first_of("eE");
    if (exponent == cell.npos || exponent == 0 || exponent + 4 > cell.size() || cell[exponent + 1] != '+') return false;
    auto digits = cell.substr(exponent + 2);
    bool written = std::ranges::all_of(digits, is_digit) && digits != "00" && digits < "40";
    bool one_before = cell.size() > 1 && is_digit(cell[0]) && (exponent == 1 || cell[1] == '.' || cell[1] == ',');
    auto behind = exponent > 2 ? cell.substr(2, exponent - 2) : std::string_view();
    return written && digits.size() == 2 && one_before && exponent != 2 && std::ranges::all_of(behind, is_digit);
}

// A question mark within a word, or in its place: Mar?a, ?ahin. Not of a question, nor of an address of a page.
bool has_lost_letter(std::string_view cell)
{
    auto mark = cell.find('?');
    if (mark == cell.npos || cell.find_first_of("/=&") != cell.npos) return false;
    for (; mark != cell.npos; mark = cell.find('?', mark + 1)) {
        bool first = mark == 0 || cell[mark - 1] == ' ' || cell[mark - 1] == '-';
        auto next = cell.find_first_not_of('?', mark);
        bool small_behind = next != cell.npos && is_small(cell[next]);
        if (small_behind && (first || is_letter(cell[mark - 1]))) return true;
    }
    return false;
}
} // namespace

void TextTrace::see(std::string_view cell)
{
    if (is_digit(cell[0])) return see_code(cell);
    bool is_unread = cell.contains("\uFFFD"), is_asked = !is_unread && has_lost_letter(cell);
    unread += is_unread;
    asked += is_asked;
    if (unread + asked == 1 && (is_unread || is_asked)) lost_example = cell;
}

void TextTrace::see_code(std::string_view cell)
{
    if (!std::ranges::all_of(cell, is_digit)) {
        if (is_scientific(cell) && ++scientific == 1) scientific_example = cell;
        return;
    }
    if (cell.size() > exact_digits) {
        ++long_codes;
        bool cut = cell.find_first_not_of('0', exact_digits) == cell.npos;
        if (cut && ++cut_codes == 1) cut_example = cell;
    }
    if (cell.size() > widest || cell == "0") return;
    ++(cell[0] == '0' ? zero_led : bare)[cell.size()];
    bool shorter = bare_example.empty() || cell.size() < bare_example.size();
    if (cell[0] != '0' && shorter) bare_example = cell;
}

std::size_t TextTrace::width_of_codes() const
{
    constexpr std::size_t least_width = 3;
    constexpr std::int64_t least_zero_led = 2;
    std::size_t width = 0;
    for (std::size_t length = 1; length <= widest; ++length) {
        if (zero_led[length] == 0) continue;
        if (width > 0) return 0;
        width = length;
    }
    if (width < least_width || zero_led[width] < least_zero_led || shorter_than(width) == 0) return 0;
    bool longer = std::any_of(bare.begin() + static_cast<std::ptrdiff_t>(width) + 1, bare.end(),
                              [](std::int64_t codes) { return codes > 0; });
    return longer ? 0 : width;
}

std::int64_t TextTrace::shorter_than(std::size_t width) const
{
    std::int64_t codes = 0;
    for (std::size_t length = 1; length < width; ++length) codes += bare[length];
    return codes;
}

bool TextTrace::is_cut() const
{
    constexpr std::int64_t least_cut = 3; // one of ten codes ends in a zero by chance
    return cut_codes >= least_cut && cut_codes * 2 > long_codes;
}

TextTraces::TextTraces(const Schema& schema)
{
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        const auto& field = schema.fields[i];
        if (field.type != FieldType::string && field.type != FieldType::any) continue;
        traces_.push_back({.field = field.name});
        columns_.push_back(i);
    }
}

void TextTraces::see(const Batch& batch, std::span<const std::uint8_t> held)
{
    for (std::size_t i = 0; i < traces_.size(); ++i)
        for (auto row : batch.live) {
            auto cell = trim(batch.columns[columns_[i]][row]);
            if (!cell.empty() && !held[row]) traces_[i].see(cell);
        }
}
} // namespace engine
