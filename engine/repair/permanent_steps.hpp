#pragma once
// “Do this every time”: steps that make of the same wrong values the same right ones as a person did.
#include "engine/contract/contract.hpp"
#include <boost/describe.hpp>
#include <string>
#include <vector>

namespace engine
{
struct Correction {
    std::string from, to;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (from, to))

struct PermanentStep {
    Step step;
    std::string words; // “Status: “Std.” becomes “Standard””
};

// Steps for one column, each of which gives exactly these corrections; the one that says the least about other values
// comes first. None where one value was corrected to two, or to nothing. Names are free in the contract.
std::vector<PermanentStep> permanent_steps(const Contract& contract, const std::string& column,
                                           const std::vector<Correction>& corrections);
} // namespace engine
