#pragma once
// The contract's cleaning steps over one batch after another.
#include "engine/contract/contract.hpp"
#include "engine/standardize/step_report.hpp"
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
    // Every step of the contract in its order, those that are off and those that no longer apply included.
    const std::vector<StepReport>& reports() const { return reports_; }
    std::vector<std::string> messages() const; // “pad ids: 12 cells changed”, for each step that ran

private:
    void watch(Batch& batch, StepReport& report) const;

    const Schema& schema_;
    BatchLayout layout_;
    std::vector<StepPtr> steps_; // null where the step does not run
    std::vector<StepReport> reports_;
};
} // namespace engine
