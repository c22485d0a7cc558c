#pragma once
// A file of text with some of its text left out; every other byte stays as it was.
#include "engine/text/encoding.hpp"
#include <cstdint>
#include <vector>

namespace engine
{
struct TextRange { // bytes of the text as walked_as() gives it, without the byte order mark
    std::uint64_t begin = 0, end = 0;
};

// How rows are looked for in a file of that encoding: by its own bytes, where those of ASCII mean in it what they mean
// in UTF-8, or else by its text as UTF-8.
Encoding walked_as(const Encoding& encoding);

// `left_out` is in order and does not overlap.
void write_text_without(const ByteSource& file, const Encoding& encoding, const std::vector<TextRange>& left_out,
                        ByteSink& sink);
} // namespace engine
