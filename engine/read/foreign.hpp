#pragma once
// Files of formats that are recognised but not read. Each is refused with a sentence that says what to do instead.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::foreign
{
// Whether the header of a PDF stands at the beginning, or behind what a mail program put there in a file that ends as
// PDFs do (ISO 32000-1, Annex H, notes 13 and 18). A text that only names the mark is none.
bool is_pdf(const ByteSource& source);

bool is(std::string_view start, const ByteSource& source);
[[noreturn]] OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::foreign
