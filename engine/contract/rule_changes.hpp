#pragma once
// What a version of the file rules changed, in sentences for people who do not read YAML.
#include "engine/contract/contract.hpp"
#include <string>
#include <vector>

namespace engine
{
// In the order of a contract; empty where the two say the same.
std::vector<std::string> rule_changes(const Contract& before, const Contract& after);
} // namespace engine
