#pragma once
// Files of formats that are recognised but not read. Each is refused with a sentence that says what to do instead.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::foreign
{
bool is(std::string_view start, const ByteSource& source);
[[noreturn]] OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::foreign
