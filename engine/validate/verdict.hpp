#pragma once
// publish, hold or refuse, from counts alone.
#include "engine/contract/contract.hpp"
#include "engine/table/ledger.hpp"
#include "engine/table/reason.hpp"
#include "engine/validate/comparison.hpp"

namespace engine
{
struct Counts {
    Ledger ledger;
    std::int64_t ambiguous_dates = 0;       // rows
    std::string ambiguous_column;           // the first column that has one
    const Comparison* comparison = nullptr; // null: there is no previous version
};

struct Decision {
    Verdict verdict = Verdict::publish;
    std::vector<Reason> reasons;
};

// `approved` are codes of limits that a person let through; a question, such as the order of dates, cannot be.
Decision decide(const Contract& contract, const Counts& counts, const std::vector<std::string>& approved);
} // namespace engine
