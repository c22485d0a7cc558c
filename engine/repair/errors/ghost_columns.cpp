#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto ghosts = evidence.traces().ghost_columns;
    if (ghosts == 0) return;
    matches.push_back(
        error.match(std::nullopt, ghosts, fmt::format("{} × a column with neither a name nor a value.", ghosts),
                    {.kind = RemedyKind::handled, .words = "They are left out; nothing has to be done."}));
}
} // namespace

constinit const KnownError ghost_columns{"ghost_columns", ErrorClass::format,
                                         "Columns of the sheet were cleared instead of deleted.", &find};
} // namespace engine
