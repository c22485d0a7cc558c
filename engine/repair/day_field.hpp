#pragma once
// Which field of dates a period is about, and which are births.
#include "engine/contract/contract.hpp"

namespace engine
{
bool is_birth_date(const Field& field);
// The day that a row is for: a date of the key, or else the first one that is nobody's birthday; null: there is none.
const Field* day_field(const Contract& contract);
} // namespace engine
