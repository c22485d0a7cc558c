#pragma once
// Texts that no rule speaks against and that a program has changed all the same: found as known errors that hold
// nothing back, so each of them is asked about.
#include "engine/contract/schema.hpp"
#include "engine/repair/known_error.hpp"
#include "engine/run/text_trace.hpp"
#include <span>

namespace engine
{
std::vector<KnownErrorMatch> match_odd_texts(const Schema& schema, std::span<const TextTrace> texts);
} // namespace engine
