#include "engine/read/csv/text_blocks.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <cstring>
#include <mutex>

namespace engine::csv
{
namespace
{
constexpr std::size_t block_bytes = 1 << 18; // stays in the processor's second-level cache
}

struct TextBlocks::Block {
    explicit Block(std::size_t bytes) : data(std::make_unique_for_overwrite<char[]>(bytes)), size(bytes) {}
    std::unique_ptr<char[]> data;
    std::size_t size;
};

// Blocks that no chunk needs any more. Chunks may be let go on another thread.
struct TextBlocks::Pool : std::enable_shared_from_this<TextBlocks::Pool> {
    std::mutex lock;
    std::vector<std::unique_ptr<Block>> spare;

    std::shared_ptr<Block> take(std::size_t bytes)
    {
        std::unique_ptr<Block> block;
        if (bytes == block_bytes) {
            std::lock_guard hold(lock);
            if (!spare.empty()) {
                block = std::move(spare.back());
                spare.pop_back();
            }
        }
        if (!block) block = std::make_unique<Block>(bytes);
        return {block.release(), [pool = shared_from_this()](Block* used) {
                    std::unique_ptr<Block> owned(used);
                    if (owned->size != block_bytes) return;
                    std::lock_guard hold(pool->lock);
                    pool->spare.push_back(std::move(owned));
                }};
    }
};

TextBlocks::TextBlocks(const ByteSource& source, const Encoding& encoding)
    : stream_(source, encoding), pool_(std::make_shared<Pool>())
{
}

TextBlocks::~TextBlocks() = default;

bool TextBlocks::next(std::size_t unused)
{
    if (last_) return false;
    if (unused > longest_record)
        throw Unreadable("limit",
                         "One row of this file is longer than 16 MiB. A table with one record on each line was "
                         "expected; check that the file has line ends and export it again.");
    auto size = std::max(block_bytes, unused * 2);
    auto block = pool_->take(size);
    if (unused > 0) std::memcpy(block->data.get(), text_.data() + text_.size() - unused, unused);
    offset_ += text_.size() - unused;
    std::size_t filled = unused;
    while (filled + 16 <= size && !last_) {
        auto got = stream_.read(std::span(block->data.get() + filled, size - filled));
        last_ = got == 0;
        filled += got;
    }
    block_ = std::move(block);
    text_ = {block_->data.get(), filled};
    return true;
}

std::shared_ptr<const void> TextBlocks::keep() const { return block_; }
} // namespace engine::csv
