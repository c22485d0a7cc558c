#pragma once
// Text that a spreadsheet would run when it opens a CSV file (OWASP "CSV injection").
#include <string_view>

namespace engine
{
// True for text that needs an apostrophe in front: any apostrophes, then one of = + - @ tab CR NUL, and not a plain
// number. Text that already has an apostrophe there gets another, so that taking one away always gives the original.
bool needs_apostrophe(std::string_view cell);

// The same where nothing is run, as in a cell of text of a workbook: only text that has an apostrophe there already.
bool has_apostrophe(std::string_view cell);
} // namespace engine
