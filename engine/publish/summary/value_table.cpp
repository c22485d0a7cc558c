#include "engine/publish/summary/value_table.hpp"
#include "engine/table/key_set.hpp"
#include <algorithm>
#include <bit>
#include <cmath>

namespace engine
{
ValueTable::ValueTable() : slots_(slot_count), registers_(std::size_t{1} << register_bits) {}

bool ValueTable::add(std::string_view text)
{
    KeyHash hash;
    hash.add(text);
    // HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007): the longest run of zeros that each register has seen.
    auto& seen = registers_[hash.high >> (64 - register_bits)];
    auto run = static_cast<std::uint8_t>(std::countl_zero((hash.high << register_bits) | 1) + 1);
    seen = std::max(seen, run);

    for (auto slot = hash.low % slot_count;; slot = (slot + 1) % slot_count) {
        if (slots_[slot] == 0) {
            if (values_.size() == most_values) {
                is_complete_ = false;
                return false;
            }
            values_.push_back({std::string(text), 1});
            slots_[slot] = static_cast<std::uint16_t>(values_.size());
            return true;
        }
        auto& value = values_[slots_[slot] - 1U];
        if (value.text != text) continue;
        ++value.rows;
        return true;
    }
}

std::int64_t ValueTable::distinct() const
{
    if (is_complete_) return static_cast<std::int64_t>(values_.size());
    const auto count = static_cast<double>(registers_.size());
    double sum = 0;
    for (auto run : registers_) sum += std::ldexp(1.0, -run);
    auto estimate = 0.7213 / (1 + 1.079 / count) * count * count / sum;
    auto free = static_cast<double>(std::ranges::count(registers_, 0));
    if (estimate <= 2.5 * count && free > 0) estimate = count * std::log(count / free); // few values: linear counting
    return std::max(static_cast<std::int64_t>(std::llround(estimate)), static_cast<std::int64_t>(most_values + 1));
}
} // namespace engine
