#pragma once
// Two versions of one feed side by side: what the later one changes.
#include "engine/contract/contract.hpp"
#include "engine/validate/comparison.hpp"

namespace engine
{
// `before` and `now` are rows that were published, as csv_writer wrote them. Throws std::runtime_error where one is
// not.
VersionChanges compare_versions(const Schema& schema, const ByteSource& before, const ByteSource& now);
} // namespace engine
