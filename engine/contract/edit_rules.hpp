#pragma once
// Changes file rules in their text: what stays the same keeps its place, its spelling and the comments around it.
#include "engine/contract/contract.hpp"
#include <string>
#include <string_view>

namespace engine
{
// `text` is YAML or JSON that parse_contract accepts; the answer says `to`. Of a list (columns, steps, checks) only
// the items that differ are written anew, each with the comment lines above it; of everything else the keys at the top
// that differ. Written anew from the start is JSON, and a text whose shape does not allow less. `to` may have errors,
// which are then those of the answer.
std::string with_rules(std::string_view text, const Contract& to);
} // namespace engine
