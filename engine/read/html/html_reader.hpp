#pragma once
// Tables of web pages, which programs like to send under the name .xls.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::html
{
bool is(std::string_view start, const ByteSource& source);
// Throws Unreadable where the page has no table or is too large.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::html
