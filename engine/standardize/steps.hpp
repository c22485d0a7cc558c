#pragma once
// The cleaning steps, one file each in steps/. Each works on a whole batch in place and says how much it changed.
#include "engine/contract/schema.hpp"
#include "engine/contract/step.hpp"
#include "engine/standardize/layout.hpp"
#include "engine/table/batch.hpp"
#include <cstdint>
#include <memory>

namespace engine
{
class CleaningStep
{
public:
    virtual ~CleaningStep() = default;
    virtual std::int64_t apply(Batch& batch) = 0; // cells changed, or rows taken out
};
using StepPtr = std::unique_ptr<CleaningStep>;

// What a step is made from. A step whose columns the file lacks is null: it no longer applies.
struct StepSite {
    const Schema& schema;
    BatchLayout& layout;
};

StepPtr make_step(const TrimStep&, StepSite);        // white space around texts
StepPtr make_step(const NfcStep&, StepSite);         // one way to write é
StepPtr make_step(const CaseStep&, StepSite);        // upper, lower, title
StepPtr make_step(const BlankStep&, StepSite);       // words that mean nothing
StepPtr make_step(const MapStep&, StepSite);         // words for words
StepPtr make_step(const PadStep&, StepSite);         // eaten zeros
StepPtr make_step(const DatesStep&, StepSite);       // to 2026-11-30
StepPtr make_step(const NumbersStep&, StepSite);     // to 1234.50
StepPtr make_step(const SplitStep&, StepSite);       // one column into several
StepPtr make_step(const MergeStep&, StepSite);       // several columns into one
StepPtr make_step(const RenameStep&, StepSite);      // a column of the file is this field
StepPtr make_step(const DropRowsStep&, StepSite);    // rows that a condition names are ignored
StepPtr make_step(const DedupeStep&, StepSite);      // repeated rows
StepPtr make_step(const FillDownStep&, StepSite);    // blank cells that mean the one above
StepPtr make_step(const HeadingRowsStep&, StepSite); // rows that head others become a column of them

inline StepPtr make_step(const Step& step, StepSite site)
{
    return std::visit([&](const auto& action) { return make_step(action, site); }, step.action);
}
} // namespace engine
