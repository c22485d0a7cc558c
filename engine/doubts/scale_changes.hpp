#pragma once
// Numbers that people say to be a hundred or a thousand times too large or too small, put right digit by digit.
#include "engine/contract/contract.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/doubt.hpp"
#include "engine/text/numbers.hpp"

namespace engine
{
inline NumberStyle scale_style(char decimal, bool bare) { return {decimal, decimal == '.' ? "," : ".", bare}; }

// A number in canonical text without an exponent, times ten to `places`: 87.5 of 0.875, two places. No value passes
// through floating point.
std::string moved_point(std::string_view number, int places);

// An answer about the scale of a column, as a change of its numbers.
struct ScaleChange {
    std::string_view answer; // times_100
    int places;
    bool shares_only = false, whole_only = false; // numbers up to 1; numbers without decimals
};
const ScaleChange* scale_change(std::string_view answer); // null for those that change nothing
// The canonical text of a cell after the change; nothing where it is no number or stays as it is.
std::optional<std::string> rescaled(std::string_view cell, const NumberStyle& style, const ScaleChange& change);

// Makes the changes that people chose.
class ScaleChanges
{
public:
    ScaleChanges(const Contract& contract, const Matching& matching, const Choices& choices);
    void apply(const Chunk& chunk, Batch& batch) const;

private:
    struct OfField {
        std::size_t index, column; // of the batch, of the file
        char decimal;
        bool bare;
        const ScaleChange* change;
    };
    std::vector<OfField> fields_;
};
} // namespace engine
