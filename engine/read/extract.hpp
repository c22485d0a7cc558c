#pragma once
// A file's tables as they are, without a contract: the answer of `batchops extract`.
#include "base/bytes.hpp"
#include "engine/read/reader.hpp"
#include <string>

namespace engine
{
// {"file","kind","dialect","tables":[{"page","sheet","confidence","rows":[["…"]]}],"notices":[{"code","message"}]}, row
// by row. Hidden sheets are left out unless one is asked for by name. Of delimited text the rows of the table are
// given, header included (several header rows as one), without preamble, comments, blank lines and footer; of a sheet
// every row from A1 to the last one with a value. Throws Unreadable; what was written by then is incomplete and to be
// thrown away.
// A table on a page in which cells span several rows or columns has "cells" besides: [{"r","c","r2","c2","text"}].
// `places`, unless null, takes a rectangle for each cell on a page: u32 page, f32 left, top, right, bottom.
void extract_json(const ByteSource& source, const std::string& name, const ReadOptions& options, ByteSink& sink,
                  ByteSink* places = nullptr);
// The same rows as CSV (RFC 4180, UTF-8, line feeds), a blank line between tables. Cells are not guarded against
// formulas.
void extract_csv(const ByteSource& source, const std::string& name, const ReadOptions& options, ByteSink& sink,
                 ByteSink* places = nullptr);
} // namespace engine
