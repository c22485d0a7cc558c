#pragma once
// The apostrophe that exporters, this product among them, put before text that a spreadsheet would run as a formula.
#include "engine/read/reader.hpp"
#include <memory>

namespace engine
{
// Without the apostrophe that csv_writer added: one, where any number of them stand before = + - @, a tab, a carriage
// return or a NUL.
std::string_view without_formula_guard(std::string_view cell);

// A code that its sender has kept from becoming a number: 00123 of ="00123", and of '00123. Other cells as they are.
std::string_view without_text_mark(std::string_view cell);

// The same table without all of them.
std::unique_ptr<TableReader> without_formula_guards(std::unique_ptr<TableReader> table);
} // namespace engine
