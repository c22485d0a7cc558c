#pragma once
// Keys that are unique in every file, the likeliest first.
#include "engine/contract/schema.hpp"
#include "engine/infer/survey.hpp"
#include "engine/names/names.hpp"

namespace engine
{
// `fields[i]` describes column i of the survey; columns with blanks or without a field are passed over. Each key has
// one to three indices; longer ones come only where no shorter one is unique.
std::vector<std::vector<std::size_t>> unique_keys(const Survey& survey, const std::vector<const Field*>& fields);
} // namespace engine
