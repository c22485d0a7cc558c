#pragma once
// The different values of a column with their counts, as long as they are few; then only about how many there are.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class ValueTable
{
public:
    static constexpr std::size_t most_values = 1000;
    struct Value {
        std::string text;
        std::int64_t rows = 0;
    };

    ValueTable();
    // False for a value that is not kept, as there are too many; it is counted among the different ones.
    bool add(std::string_view text);
    bool is_complete() const { return is_complete_; } // every value is kept
    const std::vector<Value>& values() const { return values_; }
    std::int64_t distinct() const; // exact while complete, else estimated

private:
    static constexpr std::size_t slot_count = 2048, register_bits = 12; // HyperLogLog: ±1.6 %

    std::vector<std::uint16_t> slots_; // index + 1 of values_, linear probing; 0: free
    std::vector<Value> values_;
    std::vector<std::uint8_t> registers_;
    bool is_complete_ = true;
};
} // namespace engine
