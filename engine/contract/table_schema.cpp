#include "engine/contract/table_schema.hpp"
#include "base/pretty_json.hpp"
#include "engine/contract/value.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// Numbers stay numbers in JSON.
json::value bound(const std::string& text)
{
    if (!is_plain_number(text) || text.starts_with('+')) return json::value(text);
    boost::system::error_code failed;
    auto number = json::parse(text, failed);
    return failed ? json::value(text) : number;
}

json::value words(const std::vector<std::string>& texts) { return json::value_from(texts); }

json::object constraints_of(const Constraints& rules)
{
    json::object out;
    if (rules.required) out["required"] = true;
    if (rules.unique) out["unique"] = true;
    if (rules.pattern) out["pattern"] = *rules.pattern;
    if (!rules.allowed.empty()) out["enum"] = words(rules.allowed);
    if (rules.min_length) out["minLength"] = *rules.min_length;
    if (rules.max_length) out["maxLength"] = *rules.max_length;
    if (rules.minimum) out["minimum"] = bound(*rules.minimum);
    if (rules.maximum) out["maximum"] = bound(*rules.maximum);
    if (rules.exclusive_minimum) out["exclusiveMinimum"] = bound(*rules.exclusive_minimum);
    if (rules.exclusive_maximum) out["exclusiveMaximum"] = bound(*rules.exclusive_maximum);
    return out;
}

json::object field_of(const Field& field, const Schema& schema)
{
    static const Field usual;
    json::object out{{"name", field.name}};
    if (!field.title.empty() && field.title != field.name) out["title"] = field.title;
    if (!field.description.empty()) out["description"] = field.description;
    out["type"] = type_name(field.type);
    if (field.format != usual.format) out["format"] = field.format;
    if (field.decimal_char != usual.decimal_char) out["decimalChar"] = field.decimal_char;
    if (!field.group_char.empty()) out["groupChar"] = field.group_char;
    if (!field.bare_number) out["bareNumber"] = false;
    if (field.type == FieldType::boolean) {
        out["trueValues"] = words(field.true_values);
        out["falseValues"] = words(field.false_values);
    }
    if (!field.missing_values.empty() && field.missing_values != schema.missing_values)
        out["missingValues"] = words(field.missing_values);
    if (field.personal) out["personal"] = true;
    if (field.is_protected) out["protected"] = true;
    if (auto rules = constraints_of(field.constraints); !rules.empty()) out["constraints"] = std::move(rules);
    return out;
}
} // namespace

std::string table_schema(const Schema& schema)
{
    json::array fields;
    for (const auto& field : schema.fields) fields.push_back(field_of(field, schema));
    json::object out{{"$schema", "https://datapackage.org/profiles/2.0/tableschema.json"},
                     {"fields", std::move(fields)}};
    if (!schema.primary_key.empty()) out["primaryKey"] = words(schema.primary_key);
    if (!schema.unique_keys.empty()) out["uniqueKeys"] = json::value_from(schema.unique_keys);
    json::array foreign;
    for (const auto& key : schema.foreign_keys)
        foreign.push_back({{"fields", words(key.fields)},
                           {"reference", {{"resource", key.resource}, {"fields", words(key.reference_fields)}}}});
    if (!foreign.empty()) out["foreignKeys"] = std::move(foreign);
    out["missingValues"] = words(schema.missing_values);
    return json::pretty(out);
}
} // namespace engine
