#include "engine/table/key_set.hpp"
#include <cstring>
#include <utility>

namespace engine
{
namespace
{
__extension__ using Wide = unsigned __int128;

// Multiply and fold, as in wyhash (Wang Yi, public domain).
std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    auto product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <class Word> std::uint64_t load(const char* from)
{
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}
std::uint64_t load8(const char* from) { return load<std::uint64_t>(from); }

constexpr std::uint64_t s0 = 0xa0761d6478bd642f, s1 = 0xe7037ed1a0b428db, s2 = 0x589965cc75374cc3,
                        s3 = 0x1d8e4e27c47d124f;

// What is left of a cell after its full 16 bytes, in two words; with its length they say what it was.
std::pair<std::uint64_t, std::uint64_t> tail(const char* at, std::size_t left)
{
    if (left >= 8) return {load8(at), load8(at + left - 8)};
    if (left >= 4) return {load<std::uint32_t>(at), load<std::uint32_t>(at + left - 4)};
    auto byte = [&](std::size_t n) -> std::uint64_t { return static_cast<unsigned char>(at[n]); };
    return {left > 0 ? byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16 : 0, 0};
}
} // namespace

void KeyHash::add(std::string_view cell)
{
    const char* at = cell.data();
    auto left = cell.size();
    auto a = low, b = high;
    for (; left > 16; at += 16, left -= 16) {
        auto x = load8(at), y = load8(at + 8);
        a = mix(x ^ s0, y ^ a);
        b = mix(x ^ s2, y ^ b);
    }
    auto [x, y] = tail(at, left);
    auto length = cell.size();
    low = mix(s1 ^ length, mix(x ^ s0, y ^ a ^ s1));
    high = mix(s3 ^ length, mix(x ^ s2, y ^ b ^ s3));
}

std::uint64_t hash_of(std::string_view cell)
{
    const char* at = cell.data();
    auto left = cell.size();
    std::uint64_t a = s2;
    for (; left > 16; at += 16, left -= 16) a = mix(load8(at) ^ s0, load8(at + 8) ^ a);
    auto [x, y] = tail(at, left);
    return mix(s1 ^ cell.size(), mix(x ^ s0, y ^ a ^ s1));
}

KeySet::KeySet() : slots_(1024) {}

std::size_t KeySet::slot_of(std::uint64_t low, std::uint32_t high) const
{
    auto mask = slots_.size() - 1;
    auto slot = low & mask;
    while (slots_[slot].low != 0 && (slots_[slot].low != low || slots_[slot].high != high)) slot = (slot + 1) & mask;
    return slot;
}

KeySet::Found KeySet::add(const KeyHash& key, std::uint32_t value)
{
    auto made = slot_for(key, value);
    auto slot = slot_of(made.low, made.high);
    if (slots_[slot].low != 0) return {slot, false};
    if ((size_ + 1) * 4 > slots_.size() * 3) {
        grow();
        slot = slot_of(made.low, made.high);
    }
    slots_[slot] = made;
    ++size_;
    return {slot, true};
}

std::optional<std::size_t> KeySet::find(const KeyHash& key) const
{
    auto wanted = slot_for(key, 0);
    auto slot = slot_of(wanted.low, wanted.high);
    if (slots_[slot].low == 0) return std::nullopt;
    return slot;
}

void KeySet::prefetch(const KeyHash& key) const
{
    __builtin_prefetch(&slots_[(key.low | (key.low == 0)) & (slots_.size() - 1)]);
}

void KeySet::grow()
{
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto& slot : old)
        if (slot.low != 0) slots_[slot_of(slot.low, slot.high)] = slot;
}
} // namespace engine
