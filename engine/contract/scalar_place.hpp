#pragma once
// Where a byte of a YAML text stands in the document, whatever way the text is written there: plain, quoted, or as a
// block (| or >), broken over lines or not.
#include "engine/contract/errors.hpp"
#include <cstddef>
#include <string_view>

namespace engine
{
// `begin` is where the scalar begins, `text` what it says.
Place scalar_place(std::string_view document, Place begin, std::string_view text, std::size_t offset);
} // namespace engine
