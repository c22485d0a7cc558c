#include "engine/repair/candidates.hpp"
#include "engine/contract/nearest.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t longest_id = 24; // characters; longer texts are prose

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// O for 0, l or I for 1: letters that stand among digits. A text without digits is a word.
std::string letters_as_digits(std::string_view cell)
{
    std::string out(cell);
    if (std::ranges::none_of(cell, is_digit)) return out;
    for (char& c : out) {
        if (c == 'O' || c == 'o') c = '0';
        if (c == 'l' || c == 'I') c = '1';
    }
    return out;
}

std::string without_marks(std::string_view cell)
{
    std::string out;
    std::ranges::copy_if(cell, std::back_inserter(out), is_letter_or_digit);
    return out;
}

std::vector<std::string> with_zeros(std::string_view cell)
{
    std::vector<std::string> out;
    if (cell.empty() || !std::ranges::all_of(cell, is_digit)) return out;
    for (std::size_t zeros = 1; cell.size() + zeros <= longest_id; ++zeros)
        out.push_back(std::string(zeros, '0') + std::string(cell));
    return out;
}

// An abbreviation keeps the first letter and the order of the others: “Std.” of “Standard”.
bool abbreviates(const std::string& shorter, const std::string& whole)
{
    std::string letters;
    std::ranges::copy_if(shorter, std::back_inserter(letters), [](char c) { return c != '.' && c != ' '; });
    if (letters.size() < 2 || letters.size() >= whole.size() || letters[0] != whole[0]) return false;
    std::size_t at = 0;
    for (char c : whole)
        if (at < letters.size() && letters[at] == c) ++at;
    return at == letters.size();
}

// Of a list: the same but for case and spaces, then the near one, then the one that it abbreviates.
void add_listed(const Field& field, std::span<const std::string> values, std::string_view cell,
                std::vector<Candidates>& out)
{
    const auto& allowed = field.constraints.allowed;
    Candidates same{fmt::format("The same value of {} but for case and spaces", field.title), {}};
    Candidates near{fmt::format("Nearest of the values of {}", field.title), all_nearest(trim(cell), allowed)};
    Candidates whole{fmt::format("The value of {} that it abbreviates", field.title), {}};
    auto folded = fold(cell);
    for (std::size_t at = 0; at < allowed.size(); ++at) {
        if (values[at] == folded) same.texts.push_back(allowed[at]);
        if (abbreviates(folded, values[at])) whole.texts.push_back(allowed[at]);
    }
    out.push_back(std::move(same));
    out.push_back(std::move(near));
    out.push_back(std::move(whole));
}

// A text with two readings is not made certain by a rule that one of them breaks.
Candidates only_reading(Candidates found)
{
    std::ranges::sort(found.texts);
    auto repeated = std::ranges::unique(found.texts);
    found.texts.erase(repeated.begin(), repeated.end());
    if (found.texts.size() > 1) found.texts.clear();
    return found;
}

void add_dates(std::string_view cell, std::vector<Candidates>& out)
{
    Candidates dates{"The only date that it can be", {}};
    auto text = letters_as_digits(cell);
    std::ranges::replace(text, ',', '.');
    for (auto order : {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
        auto read = read_date(text, order);
        if (!read) continue;
        char room[date_text_bytes];
        dates.texts.emplace_back(format_date(read.value.date, room));
    }
    out.push_back(only_reading(std::move(dates)));
}

// The number itself; where letters stand for digits, with these read as digits; else without a unit around it.
void add_numbers(const Field& field, std::string_view cell, std::vector<Candidates>& out)
{
    std::string room;
    for (bool bare : {true, false}) {
        Candidates numbers{"The only number that it can be", {}};
        auto text = bare ? letters_as_digits(cell) : std::string(cell);
        for (auto [decimal, group] : {std::pair{'.', ","}, {',', "."}, {'.', " "}, {',', " "}, {'.', "'"}}) {
            NumberStyle style{decimal, group, bare};
            auto number = field.type == FieldType::integer ? canonical_integer(text, style, room)
                                                           : canonical_number(text, style, room);
            if (number) numbers.texts.emplace_back(*number);
        }
        bool found = !numbers.texts.empty();
        out.push_back(only_reading(std::move(numbers)));
        if (found) return;
    }
}
} // namespace

std::vector<std::string> folded_values(const Field& field)
{
    std::vector<std::string> out;
    for (const auto& value : field.constraints.allowed) out.push_back(fold(value));
    return out;
}

std::vector<Candidates> candidates_for(const Field& field, std::span<const std::string> values, std::string_view cell)
{
    std::vector<Candidates> out;
    std::string room;
    out.push_back({"Without white space around it", {std::string(trim(cell))}});
    if (!field.constraints.allowed.empty()) add_listed(field, values, cell, out);
    if (field.type == FieldType::date) add_dates(cell, out);
    if (field.type == FieldType::integer || field.type == FieldType::number) add_numbers(field, cell, out);
    if (field.type != FieldType::string || cell.size() > longest_id) return out;
    auto bare = without_marks(cell);
    out.push_back({"Without marks between the characters", {bare}});
    out.push_back({"In capital letters", {std::string(upper_case(cell, room))}});
    out.push_back({"In small letters", {std::string(lower_case(cell, room))}});
    out.push_back({"Letters read as digits: O as 0, l as 1", {letters_as_digits(cell), letters_as_digits(bare)}});
    out.push_back({"Zeros at the front restored", with_zeros(bare)});
    return out;
}

std::vector<std::string> one_slip_away(std::string_view cell)
{
    std::vector<std::string> out;
    if (cell.size() < 4 || cell.size() > longest_id || !std::ranges::all_of(cell, is_letter_or_digit)) return out;
    std::string alphabet = "0123456789";
    if (!std::ranges::all_of(cell, is_digit)) alphabet += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string text(cell);
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at + 1 < text.size() && text[at] != text[at + 1]) {
            auto swapped = text;
            std::swap(swapped[at], swapped[at + 1]);
            out.push_back(std::move(swapped));
        }
        if (at < text.size()) out.push_back(text.substr(0, at) + text.substr(at + 1));
        for (char c : alphabet) {
            out.push_back(text.substr(0, at) + c + text.substr(at));
            if (at < text.size() && text[at] != c) out.push_back(text.substr(0, at) + c + text.substr(at + 1));
        }
    }
    return out;
}
} // namespace engine
