#pragma once
// JSON Lines: one JSON object, or array, in each line (jsonlines.org).
#include "engine/read/reader.hpp"
#include <span>
#include <string_view>

namespace engine::jsonl
{
bool is(std::string_view start, const ByteSource& source);
// Objects make a header of all their keys, in the order in which they first come.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);

// The file with these lines, in order, left blank.
void write_without(const ByteSource& source, const ReadOptions& options, std::span<const std::uint64_t> lines,
                   ByteSink& sink);
} // namespace engine::jsonl
