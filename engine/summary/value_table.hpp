#pragma once
// The different values of a column with their counts, as long as they are few; then only about how many there are.
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
    // False once there are too many different values: from then on none is kept, and they are only told apart.
    bool add(std::string_view text);
    bool is_complete() const { return is_complete_; } // every value is kept
    const std::vector<Value>& values() const { return values_; }
    std::int64_t distinct() const; // exact while complete, else estimated

private:
    static constexpr std::size_t slot_count = 2048, register_bits = 14; // HyperLogLog: ±0.8 %
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t value = 0; // index + 1; 0: free
    };

    void give_up();
    void register_run(std::uint64_t hash);

    std::vector<Slot> slots_; // linear probing
    std::vector<Value> values_;
    std::vector<std::uint8_t> registers_; // once it is not complete
    bool is_complete_ = true;
};
} // namespace engine
