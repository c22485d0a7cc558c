#pragma once
#include "engine/contract/schema.hpp"
#include "engine/publish/output.hpp"

namespace engine
{
// The schema's fields as columns of an output.
std::vector<OutputColumn> output_columns(const Schema& schema);
} // namespace engine
