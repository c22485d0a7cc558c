#pragma once
// Changes the aliases in the text of file rules and nothing else: order, comments and spacing of all other lines stay.
#include "engine/contract/contract.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// `text` is YAML or JSON that parse_contract accepts; the answer says the same with these aliases instead of its own.
// A comment inside the old block of aliases goes with it.
std::string with_aliases(std::string_view text, const std::vector<Alias>& aliases);
} // namespace engine
