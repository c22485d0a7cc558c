#pragma once
// Which keys have been seen, for uniqueness, references and comparison over millions of rows: 16 bytes for each key. A
// key is known by 96 bits of its hash; two different keys among ten million are taken for one with a chance of 1e-15.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine
{
struct KeyHash {
    std::uint64_t low = 0x2d358dccaa6c78a5, high = 0x8bb84b93962eacc9; // of no cells
    void add(std::string_view cell);                                   // null and empty cells are alike
};

// Of one cell, where the texts themselves are compared as well.
std::uint64_t hash_of(std::string_view cell);

class KeySet
{
public:
    KeySet();

    struct Found {
        std::size_t slot;
        bool added;
    };
    // Finds the key or adds it with `value`.
    Found add(const KeyHash& key, std::uint32_t value);
    std::optional<std::size_t> find(const KeyHash& key) const;
    std::uint32_t value(std::size_t slot) const { return slots_[slot].value; } // a slot holds until the next add
    void prefetch(const KeyHash& key) const;

    struct Slot {
        std::uint64_t low = 0; // 0: free
        std::uint32_t high = 0;
        std::uint32_t value = 0;
    };
    std::span<const Slot> all_slots() const { return slots_; }
    static Slot slot_for(const KeyHash& key, std::uint32_t value)
    {
        return {key.low | (key.low == 0), static_cast<std::uint32_t>(key.high), value};
    }

    std::size_t size() const { return size_; }
    std::size_t slots() const { return slots_.size(); }
    bool taken(std::size_t slot) const { return slots_[slot].low != 0; }

private:
    std::size_t slot_of(std::uint64_t low, std::uint32_t high) const;
    void grow();

    std::vector<Slot> slots_; // a power of two of them, linear probing
    std::size_t size_ = 0;
};
} // namespace engine
