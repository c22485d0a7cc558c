#include "engine/repair/repairs.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto& rows = evidence.rows();
    std::int64_t ghosts = 0;
    for (const auto& column : rows.columns) ghosts += std::ranges::all_of(column, is_blank);
    if (ghosts == 0) return;
    matches.push_back(
        error.match(std::nullopt, ghosts, fmt::format("{} × a column with neither a name nor a value.", ghosts),
                    {.kind = RemedyKind::handled, .words = "They are left out; nothing has to be done."}));
}
} // namespace

constinit const KnownError ghost_columns{"ghost_columns", ErrorClass::format,
                                         "Columns of the sheet were cleared instead of deleted.", &find};
} // namespace engine
