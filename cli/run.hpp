#pragma once
#include "cli/commands.hpp"
#include <span>

namespace cli
{
// Does the one command that the arguments name, and returns the exit status.
int run(std::span<const AddCommand> commands, int count, char** arguments);
} // namespace cli
