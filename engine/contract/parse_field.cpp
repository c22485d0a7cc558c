#include "engine/contract/parts.hpp"
#include "engine/contract/pattern.hpp"
#include "engine/contract/value.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::contract_parts
{
namespace
{
FieldType read_type(const Cursor& at)
{
    for (std::string_view unread : {"object", "array", "list", "duration", "geopoint", "geojson"})
        if (at.is_text() && at.text() == unread) {
            at.error(fmt::format("the type {} is not yet available; use string", unread));
            return FieldType::string;
        }
    return choose<FieldType>(
        at, {"string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "any"});
}

bool is_timed(FieldType type)
{
    return type == FieldType::date || type == FieldType::datetime || type == FieldType::time;
}

void check_format(const Cursor& at, const Field& field)
{
    if (field.format == "default") return;
    if (is_timed(field.type)) {
        if (field.format != "any" && !(field.format.contains('%') && is_date_pattern(field.format)))
            at.error(fmt::format("format is “{}”, expected default, any or a pattern such as %d/%m/%Y", field.format));
    } else if (field.type == FieldType::string) {
        static constexpr std::string_view known[] = {"email", "uri", "uuid"};
        if (std::ranges::find(known, field.format) == std::end(known))
            at.error(fmt::format("format is “{}”, expected default, email, uri or uuid", field.format));
    } else
        at.error(fmt::format("format is “{}”, but a field of type {} has only the format default", field.format,
                             type_name(field.type)));
}

std::string one_character(const Cursor& at, bool may_be_empty)
{
    auto text = may_be_empty ? at.text() : at.filled();
    if (code_points(text) > 1) at.error(fmt::format("{} is “{}”, expected one character", at.name(), text));
    return text;
}
} // namespace

std::vector<std::string> read_missing_values(const Cursor& at)
{
    std::vector<std::string> values;
    auto plain = [&](const Cursor& item) { values.push_back(item.text()); };
    auto labelled = [&](const Cursor& item) {
        item.members({{"value", plain, true}, {"label", [](const Cursor& label) { label.text(); }}});
    };
    at.each([&](const Cursor& item) { item.fork(item.is_map() ? 1 : 0, {plain, labelled}); });
    return values;
}

Field read_field(const Cursor& at)
{
    Field field;
    field.place = at.place();
    std::vector<Cursor> format, constraints, numeric, truth, dated;
    auto ignore = [](const Cursor&) {};
    auto number_key = [&](auto read) {
        return [&numeric, read](const Cursor& key) {
            numeric.push_back(key);
            read(key);
        };
    };
    at.members({
        {"name", [&](const Cursor& name) { field.name = name.filled(); }, true},
        {"title", [&](const Cursor& title) { field.title = title.filled(); }},
        {"description", [&](const Cursor& text) { field.description = text.text(); }},
        {"type", [&](const Cursor& type) { field.type = read_type(type); }},
        {"format", [&](const Cursor& text) { field.format = text.filled(), format.push_back(text); }},
        {"constraints", [&](const Cursor& part) { constraints.push_back(part); }},
        {"decimalChar", number_key([&](const Cursor& text) { field.decimal_char = one_character(text, false); })},
        {"groupChar", number_key([&](const Cursor& text) { field.group_char = one_character(text, true); })},
        {"bareNumber", number_key([&](const Cursor& bare) { field.bare_number = bare.flag(); })},
        {"century",
         [&](const Cursor& year) {
             field.century = static_cast<int>(year.whole(1));
             dated.push_back(year);
         }},
        {"trueValues", [&](const Cursor& list) { field.true_values = list.texts(), truth.push_back(list); }},
        {"falseValues", [&](const Cursor& list) { field.false_values = list.texts(), truth.push_back(list); }},
        {"missingValues", [&](const Cursor& list) { field.missing_values = read_missing_values(list); }},
        {"personal", [&](const Cursor& flag) { field.personal = flag.flag(); }},
        {"protected", [&](const Cursor& flag) { field.is_protected = flag.flag(); }},
        {"example", ignore},
        {"rdfType", ignore},
    });
    for (const auto& text : format) check_format(text, field);
    for (const auto& key : numeric)
        if (field.type != FieldType::integer && field.type != FieldType::number)
            key.error(fmt::format("{} is for fields of type integer or number, but {} is {}", key.name(), field.name,
                                  type_name(field.type)));
    for (const auto& key : dated) {
        if (field.type != FieldType::date && field.type != FieldType::datetime)
            key.error(fmt::format("century is for fields of type date or datetime, but {} is {}", field.name,
                                  type_name(field.type)));
        if (*field.century > 9900) key.error("century is the first of a hundred years, such as 1930");
    }
    for (const auto& key : truth)
        if (field.type != FieldType::boolean)
            key.error(fmt::format("{} is for fields of type boolean, but {} is {}", key.name(), field.name,
                                  type_name(field.type)));
    if (!field.group_char.empty() && field.group_char == field.decimal_char)
        at.error(fmt::format("groupChar and decimalChar are both “{}”", field.group_char));
    for (const auto& part : constraints) read_constraints(part, field);
    if (field.title.empty()) field.title = field.name;
    return field;
}

void read_constraints(const Cursor& at, Field& field)
{
    auto& out = field.constraints;
    auto text_only = [&](const Cursor& key) {
        if (field.type != FieldType::string && field.type != FieldType::any)
            key.error(fmt::format("{} is for fields of type string, but {} is {}", key.name(), field.name,
                                  type_name(field.type)));
    };
    auto length = [&](std::optional<std::int64_t>& into) {
        return [&](const Cursor& key) {
            into = key.whole(0);
            text_only(key);
        };
    };
    auto bound = [&](std::optional<std::string>& into) {
        return [&](const Cursor& key) {
            into = key.filled();
            if (field.type == FieldType::string || field.type == FieldType::boolean || field.type == FieldType::any)
                key.error(fmt::format("{} is for numbers, dates and times, but {} is {}", key.name(), field.name,
                                      type_name(field.type)));
            else if (!into->empty() && !canonical_value(field.type, *into))
                key.error(fmt::format("{} is “{}”, expected {}", key.name(), *into, value_example(field.type)));
        };
    };
    at.members({
        {"required", [&](const Cursor& key) { out.required = key.flag(); }},
        {"unique", [&](const Cursor& key) { out.unique = key.flag(); }},
        {"minLength", length(out.min_length)},
        {"maxLength", length(out.max_length)},
        {"minimum", bound(out.minimum)},
        {"maximum", bound(out.maximum)},
        {"exclusiveMinimum", bound(out.exclusive_minimum)},
        {"exclusiveMaximum", bound(out.exclusive_maximum)},
        {"pattern",
         [&](const Cursor& key) {
             out.pattern = key.filled();
             text_only(key);
             if (auto wrong = Pattern::wrong(*out.pattern))
                 key.error(fmt::format("pattern is “{}”: {}", *out.pattern, *wrong));
         }},
        {"enum",
         [&](const Cursor& key) {
             out.allowed = key.texts();
             if (key.is_list() && out.allowed.empty()) key.error("enum is empty, expected the allowed values");
             key.each([&](const Cursor& item) {
                 if (item.is_text() && !canonical_value(field.type, item.text()))
                     item.error(fmt::format("“{}” is in the enum of {}, expected {}", item.text(), field.name,
                                            value_example(field.type)));
             });
         }},
        {"jsonSchema",
         [](const Cursor& key) {
             key.error("jsonSchema is not available: fields hold single values; use pattern or enum");
         }},
    });
    if (out.min_length && out.max_length && *out.min_length > *out.max_length)
        at.error(fmt::format("minLength {} is more than maxLength {}", *out.min_length, *out.max_length));
}
} // namespace engine::contract_parts
