#include "engine/summary/value_table.hpp"
#include "engine/table/key_set.hpp"
#include <algorithm>
#include <bit>
#include <cmath>

namespace engine
{
ValueTable::ValueTable() : slots_(slot_count) {}

bool ValueTable::add(std::string_view text)
{
    auto hash = hash_of(text);
    if (!is_complete_) {
        register_run(hash);
        return false;
    }
    for (auto at = hash % slot_count;; at = (at + 1) % slot_count) {
        auto& slot = slots_[at];
        if (slot.value != 0) {
            auto& value = values_[slot.value - 1];
            if (slot.hash != hash || value.text != text) continue;
            ++value.rows;
            return true;
        }
        if (values_.size() == most_values) {
            give_up();
            register_run(hash);
            return false;
        }
        values_.push_back({std::string(text), 1});
        slot = {hash, static_cast<std::uint32_t>(values_.size())};
        return true;
    }
}

void ValueTable::give_up()
{
    is_complete_ = false;
    registers_.resize(std::size_t{1} << register_bits);
    for (const auto& slot : slots_)
        if (slot.value != 0) register_run(slot.hash);
}

// HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007): the longest run of zeros that each register has seen.
void ValueTable::register_run(std::uint64_t hash)
{
    auto& seen = registers_[hash >> (64 - register_bits)];
    auto run = static_cast<std::uint8_t>(std::countl_zero((hash << register_bits) | 1) + 1);
    seen = std::max(seen, run);
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
