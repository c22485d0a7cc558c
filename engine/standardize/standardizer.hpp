#pragma once
// The contract's cleaning steps over one batch after another.
#include "engine/contract/contract.hpp"
#include "engine/standardize/steps.hpp"
#include "engine/table/finding.hpp"

namespace engine
{
class Standardizer
{
public:
    // Steps that no longer apply, because the file lacks their columns, become notices.
    Standardizer(const Contract& contract, const Matching& matching, std::vector<Notice>& notices);

    // Takes the rows of a chunk over and cleans them.
    void apply(const Chunk& chunk, Batch& batch);
    const BatchLayout& layout() const { return layout_; }
    // “pad ids: 12 cells changed”, for each step in order.
    std::vector<std::string> messages() const;

private:
    struct Ready {
        const Step* step;
        StepPtr run;
        std::int64_t changed = 0;
    };
    BatchLayout layout_;
    std::vector<Ready> steps_;
};
} // namespace engine
