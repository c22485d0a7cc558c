#pragma once
#include "engine/contract/errors.hpp"
#include <string>
#include <string_view>

namespace feeds
{
// An error of one key at the top of the document, at its place in the text.
engine::ContractErrors one_error(std::string_view text, std::string_view key, std::string message);
} // namespace feeds
