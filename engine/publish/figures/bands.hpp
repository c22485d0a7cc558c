#pragma once
// Values put together into bands: numbers by a width, dates by week or month.
#include "engine/contract/schema.hpp"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
class Bands
{
public:
    // `bands` as Section has it: "10", "week", "month", or "" for each value by itself.
    Bands(const std::string& bands, const Field& field);
    // The key of a value's band, which sorts as its values do; of what is no number or date the value itself.
    std::string_view key_of(std::string_view value, std::string& room) const;
    // What people read: 40–49, 40 to under 50, 2026-W46, 2026-11.
    std::string name_of(std::string_view key) const;

private:
    enum class Kind { none, numbers, weeks, months } kind_ = Kind::none;
    double edge(double index) const; // where the band of this place begins

    double width_ = 0;
    std::size_t decimals_ = 0;      // of the width
    std::optional<double> maximum_; // where it begins a band of its own, it belongs to the one below
    bool whole_ = false;            // whole numbers in whole bands
};
} // namespace engine
