#include "engine/table/chunk.hpp"
#include <algorithm>
#include <cstring>

namespace engine
{
namespace
{
constexpr std::size_t block_bytes = 1 << 18;
}

char* Arena::reserve(std::size_t bytes)
{
    if (bytes > left_) {
        auto size = std::max(bytes, block_bytes);
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        next_ = blocks_.back().get();
        left_ = size;
        bytes_ += size;
    }
    char* room = next_;
    next_ += bytes;
    left_ -= bytes;
    return room;
}

std::string_view Arena::copy(std::string_view text)
{
    if (text.empty()) return text.data() ? std::string_view("", 0) : null_cell;
    char* room = reserve(text.size());
    std::memcpy(room, text.data(), text.size());
    return {room, text.size()};
}

void Arena::clear()
{
    blocks_.clear();
    next_ = nullptr;
    left_ = bytes_ = 0;
}

void Chunk::clear()
{
    for (auto& column : columns) column.clear();
    kind.clear();
    line.clear();
    width.clear();
    keep.clear();
    arena.clear();
}
} // namespace engine
