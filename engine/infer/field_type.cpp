#include "engine/infer/field_type.hpp"
#include <algorithm>
#include <bit>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::uint8_t every_order = 7;

std::optional<DateOrder> only_order(std::uint8_t orders)
{
    if (std::popcount(orders) != 1) return std::nullopt;
    return static_cast<DateOrder>(std::countr_zero(orders));
}

std::string_view order_words(DateOrder order)
{
    static constexpr std::string_view words[] = {"day first", "month first", "year first"};
    return words[static_cast<int>(order)];
}

// Eight digits are a date only where the name says so.
bool is_dated(const ColumnProfile& profile, const Meaning& meaning)
{
    return (profile.dates() || profile.datetimes()) && (!profile.all_digits() || (meaning.date && !meaning.id));
}

bool has_two_readings(const std::vector<std::size_t>& numbers)
{
    bool comma = false, point = false;
    for (auto way : numbers) (number_ways[way].decimal == ',' ? comma : point) = true;
    return comma && point;
}

void as_date(const ColumnProfile& profile, const Evidence& evidence, TypedField& out)
{
    auto orders = profile.orders();
    auto& field = out.field;
    field.type = profile.dates() ? FieldType::date : FieldType::datetime;
    if (orders == every_order) return;
    auto order = only_order(orders);
    if (!order && orders != 0 && evidence.order && (orders >> static_cast<int>(*evidence.order) & 1)) {
        order = evidence.order;
        out.notice = {"date_order",
                      fmt::format("Every date of {} can be read in two ways. It is read {}, as the file's other dates "
                                  "are; change the order of its step where that is wrong.",
                                  field.title, order_words(*order))};
    }
    if (order) {
        out.step = DatesStep{field.name, *order};
        return;
    }
    field.type = FieldType::string;
    out.notice = {"ambiguous_dates",
                  orders == 0 ? fmt::format("The dates of {} are written day first in some rows and month first in "
                                            "others. They stay text until the sender writes them in one order.",
                                            field.title)
                              : fmt::format("Every date of {} can be read day first or month first. Say which it is: "
                                            "make the type date and add a step such as {{do: dates, column: {}, "
                                            "order: dmy}}. Until then it stays text.",
                                            field.title, field.name)};
}

void as_number(const ColumnProfile& profile, std::vector<std::size_t> numbers, bool bare, const Evidence& evidence,
               TypedField& out)
{
    auto way = numbers.front();
    auto& field = out.field;
    if (way != 0 && has_two_readings(numbers)) {
        for (auto one : numbers)
            if (evidence.decimal == number_ways[one].decimal) {
                way = one;
                break;
            }
        if (!evidence.decimal)
            out.notice = {"number_style", fmt::format("The comma in {} is taken for a thousands separator. Change the "
                                                      "decimal of its step where it is a decimal comma.",
                                                      field.title)};
    }
    field.type = profile.has_fractions(way) ? FieldType::number : FieldType::integer;
    field.bare_number = bare;
    if (way != 0)
        out.step =
            NumbersStep{field.name, std::string(1, number_ways[way].decimal), std::string(number_ways[way].group)};
}

// Text that looks like a number: zeros in front, more digits than a spreadsheet keeps, telephone numbers.
bool is_numeric_name(const ColumnProfile& profile, const Meaning& meaning)
{
    if (meaning.phone && profile.phones()) return true;
    if (profile.leading_zeros() || profile.long_digits()) return true;
    return meaning.id && (profile.all_digits() || profile.exponents());
}

// Numbers in a writing that codes have: nobody can say without asking.
bool may_be_codes(const ColumnProfile& profile, const Meaning& meaning)
{
    if (profile.numbers(false).empty() && profile.numbers(true).empty()) return false;
    if (profile.mixes_units()) return true;
    bool says_number = meaning.measure || meaning.amount || profile.fractions();
    return !profile.like_a_code().empty() && !says_number;
}

// True and false as the file writes them, beside the usual ways.
void as_boolean(const ColumnProfile& profile, Field& field)
{
    field.type = FieldType::boolean;
    for (const auto& word : profile.words()) {
        auto& values = word[0] == 't' || word[0] == 'T' ? field.true_values : field.false_values;
        if (std::ranges::find(values, word) == values.end()) values.push_back(word);
    }
}

// What can be said of values that are words, or words beside numbers.
void as_words(const ColumnProfile& profile, Field& field)
{
    if (profile.truths())
        as_boolean(profile, field);
    else if (profile.emails())
        field.format = "email";
}

// Numbers, and a few words where a number is withheld: nobody can say without asking.
Notice masked_numbers(const ColumnProfile& profile, const Field& field)
{
    std::string words;
    for (const auto& [word, count] : profile.masks())
        words += fmt::format("{}“{}” ({} {})", words.empty() ? "" : ", ", word, count, count == 1 ? "row" : "rows");
    return {"type",
            fmt::format("Most values of {} are numbers, and the others are {}; it stays text. Do these words stand for "
                        "a number that is not told? Answer with --type {}=number or --type {}=string.",
                        field.title, words, field.name, field.name)};
}

// Text only because a few values are not what the others are.
std::optional<Notice> nearly_typed(const ColumnProfile& profile, const Meaning& meaning, const Field& field)
{
    if (field.type != FieldType::string || field.format != "default" || meaning.id || meaning.phone || meaning.prose)
        return std::nullopt;
    constexpr std::int64_t enough_values = 5;
    auto said = [&](std::string_view what, std::string_view consequence) {
        return Notice{"type", fmt::format("{} of {}, so it stays text{}. Correct them where that is wrong, or answer "
                                          "with --type {}=string.",
                                          what, field.title, consequence, field.name)};
    };
    if (profile.has_several_units()) return said("There are different signs or units with the numbers", "");
    if (profile.values() < enough_values) return std::nullopt;
    if (profile.is_nearly_numbers())
        return said(fmt::format("“{}” is no number, or is written otherwise than most values", profile.no_number()),
                    " and is not added up");
    if (profile.is_nearly_dates())
        return said(fmt::format("“{}” is no date, unlike most values", profile.no_date()), "");
    return std::nullopt;
}

void doubtful_words(const ColumnProfile& profile, TypedField& out)
{
    if (out.field.type == FieldType::string) return;
    for (const auto& [word, count] : profile.doubtful())
        if (may_mean_missing(word)) out.field.missing_values.push_back(word);
}
} // namespace

Evidence evidence_of(const std::vector<ColumnProfile>& columns)
{
    Evidence out;
    bool orders_agree = true, decimals_agree = true;
    for (const auto& column : columns) {
        if ((column.dates() || column.datetimes()) && !column.all_digits())
            if (auto order = only_order(column.orders())) {
                orders_agree = orders_agree && out.order.value_or(*order) == *order;
                out.order = order;
            }
        auto numbers = column.numbers(true);
        if (numbers.empty()) numbers = column.numbers(false);
        if (numbers.empty() || has_two_readings(numbers)) continue;
        auto decimal = number_ways[numbers.front()].decimal;
        decimals_agree = decimals_agree && out.decimal.value_or(decimal) == decimal;
        out.decimal = decimal;
    }
    if (!orders_agree) out.order.reset();
    if (!decimals_agree) out.decimal.reset();
    return out;
}

TypedField typed_field(const ColumnProfile& profile, std::string name, const Meaning& meaning, const Evidence& evidence,
                       const std::optional<std::string>& type)
{
    TypedField out;
    auto& field = out.field;
    field.name = std::move(name);
    field.title = profile.header();
    if (profile.values() == 0 || type == "string") return out;
    if (!profile.masks().empty() && type != "number") {
        if (profile.is_mostly_numbers() && !profile.numbers(true).empty() && !is_numeric_name(profile, meaning))
            out.notice = masked_numbers(profile, field);
        else
            as_words(profile, field);
        return out;
    }
    if (type != "number" && is_numeric_name(profile, meaning)) return out;
    if (!type && may_be_codes(profile, meaning)) {
        out.notice = {"type",
                      fmt::format("The values of {} may be numbers or codes, such as {}; they stay text. Answer "
                                  "with --type {}=number or --type {}=string.",
                                  field.title, profile.like_a_code(), field.name, field.name)};
        return out;
    }
    if (profile.yearmonths())
        field.type = FieldType::yearmonth;
    else if (profile.years() && (meaning.date || field.name.contains("year")))
        field.type = FieldType::year;
    else if (is_dated(profile, meaning))
        as_date(profile, evidence, out);
    else if (auto numbers = profile.numbers(true); !numbers.empty())
        as_number(profile, std::move(numbers), true, evidence, out);
    else if (auto loose = profile.numbers(false); !loose.empty())
        as_number(profile, std::move(loose), false, evidence, out);
    else if (profile.times())
        field.type = FieldType::time;
    else if (profile.truths())
        as_boolean(profile, field);
    else if (profile.emails())
        field.format = "email";
    doubtful_words(profile, out);
    if (!type && !out.notice) out.notice = nearly_typed(profile, meaning, field);
    for (const auto& [word, count] : profile.masks())
        if (field.type != FieldType::string) field.missing_values.push_back(word);
    return out;
}
} // namespace engine
