#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::int64_t worth_telling = 2;

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto blank = evidence.traces().blank_at_end;
    if (blank < worth_telling) return;
    matches.push_back(
        error.match(std::nullopt, blank, fmt::format("The file ends with {} blank rows.", blank),
                    {.kind = RemedyKind::handled, .words = "They are left out; nothing has to be done."}));
}
} // namespace

constinit const KnownError trailing_blank_rows{"trailing_blank_rows", ErrorClass::format,
                                               "Rows of the sheet were cleared instead of deleted.", &find};
} // namespace engine
