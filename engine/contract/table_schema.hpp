#pragma once
// Contracts and plain Table Schema documents (Frictionless, https://datapackage.org/standard/table-schema/), both ways.
#include "engine/contract/schema.hpp"
#include <string>

namespace engine
{
// A Table Schema document (version 2) of the schema: JSON, indented. `personal` and `protected` stay, as members of our
// own, which other readers pass over. The other way: parse_contract reads a document whose top has `fields`.
std::string table_schema(const Schema& schema);
} // namespace engine
