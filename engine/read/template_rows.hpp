#pragma once
// The row below the header that says how a form is to be filled in: “(required)”, “e.g. Jane Doe”, 1 2 3 4 5.
#include "engine/read/reader.hpp"
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace engine
{
// Whether the cells only number their columns, or tell how to fill them in.
bool is_template_row(std::span<const std::string_view> cells);

// The same table. Such a row is named in a finding (template_row), because published as a record it is wrong.
std::unique_ptr<TableReader> with_template_row_named(std::unique_ptr<TableReader> table, const std::string& file);
} // namespace engine
