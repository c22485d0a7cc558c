#pragma once
// Which encoding a file has, and its bytes as UTF-8.
#include "base/bytes.hpp"
#include "engine/text/encoding_score.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct Encoding {
    std::string name = "UTF-8"; // as IANA has it: UTF-8, UTF-16LE, windows-1252 …
    int bom_bytes = 0;
    bool clean_utf8 = true; // the bytes can be used as they are
    // Where the evidence does not tell them apart: this one and others, with the words that have bytes outside ASCII.
    std::vector<EncodingScore> close{};
};

// Looks, in this order, at: byte order mark; strict UTF-8 over the whole file; the pattern of NULs that UTF-16 and
// UTF-32 leave; UTF-8 with a few bytes that are none; uchardet for East Asian text; which encoding of one byte makes
// the best words. ISO-8859-1 is read as windows-1252.
Encoding detect_encoding(const ByteSource& source);
// The same with the name given by a person; nothing where no such encoding is known.
std::optional<Encoding> named_encoding(const ByteSource& source, const std::string& name);

// Gives a file's text as UTF-8, from the beginning to the end. What does not fit the encoding becomes U+FFFD.
class TextStream
{
public:
    TextStream(const ByteSource& source, const Encoding& encoding);
    ~TextStream();
    // Fills `into` (at least 16 bytes) with as much text as there is room for; 0 at the end.
    std::size_t read(std::span<char> into);
    double progress() const;
    std::uint64_t consumed() const { return offset_; } // bytes of the source

private:
    struct Converter;
    std::size_t read_raw(std::span<char> into);
    std::size_t convert(std::span<char> into);

    const ByteSource& source_;
    std::uint64_t offset_;
    std::unique_ptr<Converter> converter_; // null for clean UTF-8
};
} // namespace engine
