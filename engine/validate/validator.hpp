#pragma once
// Runs every rule over a batch: the cells become typed, canonical text; what does not fit becomes problems.
#include "engine/validate/rules.hpp"

namespace engine
{
class Validator
{
public:
    explicit Validator(const RuleSite& site);

    // The problems of the batch by row, each row's in the order of the rules. Valid until the next batch.
    const Problems& check(Batch& batch);
    const Checked& checked() const { return checked_; }

private:
    Rules rules_;
    Checked checked_;
    Problems problems_;
};
} // namespace engine
