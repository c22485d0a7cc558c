#pragma once
// Another feed's file as its owner lets this feed see it.
#include "base/bytes.hpp"
#include <string>
#include <vector>

namespace engine
{
// The named columns of a published CSV file, in the order of the file; the others are as if they were not there.
std::string narrowed_csv(const ByteSource& file, const std::vector<std::string>& columns);
} // namespace engine
