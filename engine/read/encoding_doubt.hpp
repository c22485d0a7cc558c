#pragma once
// What a person is told or asked about the encoding of a text file.
#include "engine/read/reader.hpp"
#include "engine/text/encoding.hpp"
#include <optional>

namespace engine
{
// Asked where the evidence leaves several encodings, told where it leaves one that is not UTF-8.
std::optional<Doubt> encoding_doubt(const Encoding& encoding);
} // namespace engine
