#include "engine/repair/day_field.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
bool is_birth_date(const Field& field)
{
    static constexpr std::string_view words[] = {"birth",    "born",     "dob",      "naiss",   "geburt", "geboren",
                                                 "geboorte", "nacimien", "nascimen", "nascita", "urodz",  "narozen",
                                                 "narodeni", "rojstva",  "rodenja",  "rođenja", "szulet", "fodsel",
                                                 "fødsel",   "fodelse",  "födelse",  "syntym",  "dogum",  "doğum",
                                                 "nastere",  "γέννησ",   "рожд",     "народж"};
    auto name = fold(field.name), title = fold(field.title);
    return std::ranges::any_of(words, [&](auto word) { return name.contains(word) || title.contains(word); });
}

const Field* day_field(const Contract& contract)
{
    const auto& schema = contract.schema;
    const Field* first = nullptr;
    for (const auto& field : schema.fields) {
        if (field.type != FieldType::date || field.personal || is_birth_date(field)) continue;
        if (std::ranges::find(schema.primary_key, field.name) != schema.primary_key.end()) return &field;
        if (!first) first = &field;
    }
    return first;
}
} // namespace engine
