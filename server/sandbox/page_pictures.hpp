#pragma once
// Pages of a PDF as pictures, drawn in a child.
#include "server/sandbox/pdf_pages.hpp"
#include <functional>
#include <string_view>

namespace sandbox
{
// Calls `each` with every page that is asked for, as a PNG file; `call` says at how many dots per inch, and which
// rectangles are drawn on top. Where the outcome is not answered, or unreadable, it was not called, or not for all.
Outcome page_pictures(const PdfCall& call, const std::function<void(int page, std::string_view png)>& each);
} // namespace sandbox
