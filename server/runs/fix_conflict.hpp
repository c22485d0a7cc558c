#pragma once
// Two people in one cell: a correction that would write over one that its writer has not seen.
#include "server/runs/fix_store.hpp"

namespace runs
{
// The correction by somebody else that `fix` would replace unseen, or none. `was` is what stood in the cell when the
// writer began ("" for an empty cell); none asks for no check. Writing the same value is no clash.
const RunFix* corrected_meanwhile(const std::vector<RunFix>& made, std::int64_t writer_id, const engine::Fix& fix,
                                  const std::optional<std::string>& was);
} // namespace runs
