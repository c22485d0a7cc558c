#pragma once
// A contract as the text that parse_contract reads back to the same contract.
#include "engine/contract/contract.hpp"
#include <string>
#include <vector>

namespace engine
{
// YAML: a line for each field, step, check and alias; what is as by default is left out. `comments` stand above it.
std::string write_contract(const Contract& contract, const std::vector<std::string>& comments = {});

// One step as it stands in a contract: {name: pad ids, do: pad, column: student_id, width: 9}
std::string write_step(const Step& step);
} // namespace engine
