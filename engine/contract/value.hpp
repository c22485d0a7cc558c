#pragma once
// One text as a value of a field's type.
#include "engine/contract/schema.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
enum class Reads { value, wrong, ambiguous };

// Reads `text` by the field's type and formats. On `value`, `out` is the canonical text (ISO date, integer without a
// plus, number with a point, true or false): a view of `text` itself or of `room`.
Reads read_value(const Field& field, std::string_view text, std::string& room, std::string_view& out);

// Null, empty or one of the field's missing values. An empty cell is never a value, listed or not.
bool is_missing(const Field& field, std::string_view cell);

// As above by the type's default format; for bounds and enums in a contract.
std::optional<std::string> canonical_value(FieldType type, std::string_view text);

// Below 0, 0 or above 0, for canonical texts of one type.
int compare_values(FieldType type, std::string_view a, std::string_view b);

// The one text of all canonical texts of one value: keys, references and lists of values are compared by it, or they
// would tell apart what every typed column holds as one. A view of the text itself or of `room`.
std::string_view value_key(FieldType type, std::string_view canonical, std::string& room);

std::string_view type_name(FieldType type);
std::string_view value_example(FieldType type); // “a date such as 2026-11-30”
} // namespace engine
