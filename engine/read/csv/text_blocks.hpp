#pragma once
// The text of a file in blocks that begin where a record begins. A block is shared by the chunks whose cells point into
// it and is used again when the last of them is gone.
#include "engine/text/encoding.hpp"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace engine::csv
{
// A record longer than this is no record of a table; the file is refused.
inline constexpr std::size_t longest_record = 16U << 20;

class TextBlocks
{
public:
    TextBlocks(const ByteSource& source, const Encoding& encoding);
    ~TextBlocks();

    // The next block: the last `unused` bytes of the block before it, then new text, at least as much again.
    // False when there is nothing new. Throws Unreadable when `unused` is longer than any record may be.
    bool next(std::size_t unused);
    std::span<char> text() const { return text_; }
    bool last() const { return last_; }              // no text follows this block
    std::uint64_t offset() const { return offset_; } // of the block's first byte in the file's text (as UTF-8)
    std::shared_ptr<const void> keep() const;
    double progress() const { return stream_.progress(); }

private:
    struct Pool;
    struct Block;

    TextStream stream_;
    std::shared_ptr<Pool> pool_;
    std::shared_ptr<Block> block_;
    std::span<char> text_;
    std::uint64_t offset_ = 0;
    bool last_ = false;
};
} // namespace engine::csv
