#pragma once
// Delimited text as a table.
#include "engine/read/reader.hpp"
#include <span>

namespace engine::csv
{
// Throws Unreadable where the bytes are empty or no text.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);

// The file with these rows of its tables (rows[table], in order) left blank, so that every other row keeps its place.
// Options that choose among the tables are left out.
void write_without(const ByteSource& source, const std::string& name, const ReadOptions& options,
                   std::span<const std::vector<std::uint64_t>> rows, ByteSink& sink);
} // namespace engine::csv
