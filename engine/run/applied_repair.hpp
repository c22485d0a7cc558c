#pragma once
// A known error that was repaired before anything was published.
#include "engine/standardize/step_report.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
struct AppliedRepair {
    std::string error;                                // the known error's name
    std::optional<std::string> column;                // the contract's field; none: the file
    std::int64_t count = 0;                           // cells or rows that had it
    std::string evidence, done;                       // sentences
    std::string step;                                 // what would do it in the file rules; empty where no step does
    std::vector<StepExample> examples;                // three at most
    std::int64_t errors_before = 0, errors_after = 0; // findings that must be fixed, in all
};
BOOST_DESCRIBE_STRUCT(AppliedRepair, (),
                      (error, column, count, evidence, done, step, examples, errors_before, errors_after))
} // namespace engine
