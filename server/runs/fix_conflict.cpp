#include "server/runs/fix_conflict.hpp"
#include <algorithm>

namespace runs
{
const RunFix* corrected_meanwhile(const std::vector<RunFix>& made, std::int64_t writer_id, const engine::Fix& fix,
                                  const std::optional<std::string>& was)
{
    if (!was) return nullptr;
    auto same_cell = [&](const RunFix& one) {
        return one.line == fix.line && one.sheet.value_or("") == fix.sheet.value_or("") && one.column == fix.column &&
               one.exclude == fix.exclude && (fix.line > 0 || one.from == fix.from);
    };
    auto found = std::ranges::find_if(made, same_cell);
    if (found == made.end() || (found->created_by && found->created_by->id == writer_id)) return nullptr;
    auto now = found->to.value_or("");
    return now == *was || now == fix.to.value_or("") ? nullptr : &*found;
}
} // namespace runs
