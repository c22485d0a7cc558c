#pragma once
// What somebody can work out of a table with hidden cells by solving its sums.
#include "engine/summary/sums.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace engine
{
// The hidden cells for which no other value is shown to be possible: one for which all sums hold, and every hidden cell
// still counts one person at least (0 is never hidden). `counts` are the true values. Cells that are safe are so
// for certain; one that is listed may be safe all the same.
std::vector<std::size_t> not_safe(const std::vector<Sum>& sums, std::span<const std::int64_t> counts,
                                  const std::vector<bool>& hidden);

// Hides further cells, small ones first, until every hidden one is safe; where that cannot be had, all of them.
// `usable`: hiding this cell hides something, since no earlier version shows it.
void hide_until_safe(const std::vector<Sum>& sums, std::span<const std::int64_t> counts,
                     const std::vector<bool>& usable, std::vector<bool>& hidden);
} // namespace engine
