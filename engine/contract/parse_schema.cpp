#include "engine/contract/parts.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::contract_parts
{
namespace
{
std::vector<std::string> names_of(const Schema& schema)
{
    std::vector<std::string> names;
    for (const auto& field : schema.fields) names.push_back(field.name);
    return names;
}

constexpr std::size_t most_fields = 2000;

void read_fields(const Cursor& at, Schema& schema)
{
    std::size_t count = 0;
    at.each([&](const Cursor& item) {
        if (++count > most_fields) {
            if (count == most_fields + 1)
                at.error(fmt::format("fields has more than {} fields, expected at most so many", most_fields));
            return;
        }
        auto field = read_field(item);
        if (!field.name.empty() && schema.find(field.name))
            item.error(fmt::format("the field {} is there twice, expected each name once", field.name));
        schema.fields.push_back(std::move(field));
    });
    if (at.is_list() && schema.fields.empty()) at.error("fields is empty, expected at least one field");
}

ForeignKey read_foreign_key(const Cursor& at, const Schema& schema)
{
    ForeignKey key;
    at.members({
        {"fields", [&](const Cursor& fields) { key.fields = field_names(fields, schema); }, true},
        {"reference",
         [&](const Cursor& reference) {
             reference.members({
                 {"resource", [&](const Cursor& resource) { key.resource = resource.filled(); }, true},
                 {"fields", [&](const Cursor& fields) { key.reference_fields = fields.one_or_more(); }, true},
             });
         },
         true},
    });
    if (!key.fields.empty() && !key.reference_fields.empty() && key.fields.size() != key.reference_fields.size())
        at.error(fmt::format("the foreign key has {} fields here and {} in {}, expected as many", key.fields.size(),
                             key.reference_fields.size(), key.resource));
    return key;
}
} // namespace

std::string field_name(const Cursor& at, const Schema& schema)
{
    auto name = at.filled();
    auto names = names_of(schema);
    if (!name.empty() && !names.empty() && !schema.find(name))
        at.error(fmt::format("“{}” is not a field of the schema, expected one of {}{}", name, listed(names),
                             did_you_mean(name, names)));
    return name;
}

std::vector<std::string> field_names(const Cursor& at, const Schema& schema)
{
    std::vector<std::string> names;
    auto add = [&](const Cursor& item) {
        auto name = field_name(item, schema);
        if (std::ranges::find(names, name) != names.end()) item.error(fmt::format("{} is there twice", name));
        names.push_back(std::move(name));
    };
    at.fork(at.is_text() ? 0 : 1, {add, [&](const Cursor& list) { list.each(add); }});
    if (at.is_list() && names.empty()) at.error(fmt::format("{} is empty, expected a field name", at.name()));
    return names;
}

Schema read_schema(const Cursor& at)
{
    Schema schema;
    std::vector<Cursor> primary, unique, foreign;
    auto ignore = [](const Cursor&) {};
    at.members({
        {"fields", [&](const Cursor& fields) { read_fields(fields, schema); }, true},
        {"primaryKey", [&](const Cursor& key) { primary.push_back(key); }},
        {"uniqueKeys", [&](const Cursor& keys) { unique.push_back(keys); }},
        {"foreignKeys", [&](const Cursor& keys) { foreign.push_back(keys); }},
        {"missingValues", [&](const Cursor& values) { schema.missing_values = read_missing_values(values); }},
        {"fieldsMatch",
         [](const Cursor& match) {
             match.error("fieldsMatch is not used: columns are matched by name, in any order; leave it out");
         }},
        {"$schema", ignore}, // says which version of Table Schema; version 2 reads version 1
        {"name", ignore},
        {"title", ignore},
        {"description", ignore},
    });
    for (const auto& keys : primary) schema.primary_key = field_names(keys, schema);
    for (const auto& keys : unique)
        keys.each([&](const Cursor& key) { schema.unique_keys.push_back(field_names(key, schema)); });
    for (const auto& keys : foreign)
        keys.each([&](const Cursor& key) { schema.foreign_keys.push_back(read_foreign_key(key, schema)); });
    for (auto& field : schema.fields) {
        if (field.missing_values.empty()) field.missing_values = schema.missing_values;
        // Table Schema: a field of the primary key is required.
        field.constraints.required |= std::ranges::find(schema.primary_key, field.name) != schema.primary_key.end();
    }
    return schema;
}
} // namespace engine::contract_parts
