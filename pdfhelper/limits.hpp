// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the helper gives up before it looks at the PDF.
#include <cstdint>

namespace pdfhelper
{
struct Limits {
    std::int64_t memory_bytes = 512LL << 20; // address space beyond the file itself; sanitizer builds skip it
    std::int64_t cpu_seconds = 600;
};
void lock_down(const Limits& limits); // throws std::system_error
} // namespace pdfhelper
