#pragma once
// What people chose about a file, put over what its contract says.
#include "engine/contract/contract.hpp"
#include "engine/table/doubt.hpp"
#include <optional>
#include <string>

namespace engine
{
// The answer to `what` about the file, or about a field or a known error; nothing where nobody chose.
std::optional<std::string> chosen(const Choices& choices, const std::string& what, const std::string& about = {});

// What people chose about fields wins over what the contract says about them.
void apply_choices(Contract& contract, const Choices& choices);
} // namespace engine
