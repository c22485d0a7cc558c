#pragma once
// What a column of text shows of programs that took its codes for numbers, or that had no room for its letters.
#include "engine/contract/schema.hpp"
#include "engine/table/batch.hpp"
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct TextTrace {
    static constexpr std::size_t widest = 20; // digits of a code, at most

    std::string field{};
    std::int64_t scientific = 0; // 1.23457E+15
    std::string scientific_example{};
    std::int64_t long_codes = 0,
                 cut_codes = 0; // of 16 digits and more; of those with nothing but zeros behind the 15th
    std::string cut_example{};
    std::array<std::int64_t, widest + 1> zero_led{}, bare{}; // codes of digits alone by their length; 00123, 125
    std::string bare_example{};                              // the shortest of the bare ones
    std::int64_t unread = 0, asked = 0;                      // with U+FFFD; with ? within a word
    std::string lost_example{};

    void see(std::string_view cell); // without white space around it, not empty
    // The one length of the codes that have zeros in front, where shorter ones have none; 0 where there is no such.
    std::size_t width_of_codes() const;
    std::int64_t shorter_than(std::size_t width) const; // codes without zeros in front
    bool is_cut() const;
    bool is_odd() const { return scientific > 0 || unread + asked > 0 || is_cut() || width_of_codes() > 0; }

private:
    void see_code(std::string_view cell);
};

// Of the rows that are published, as they are published: one for each field of text.
class TextTraces
{
public:
    explicit TextTraces(const Schema& schema);
    void see(const Batch& batch, std::span<const std::uint8_t> held);
    std::span<const TextTrace> all() const { return traces_; }

private:
    std::vector<TextTrace> traces_;
    std::vector<std::size_t> columns_; // of the batch, in the same order
};
} // namespace engine
