#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto count = evidence.traces().lost_cells;
    if (evidence.prepared().kind != FileKind::csv || count == 0) return;
    const auto& encoding = evidence.detected().encoding;
    if (encoding == evidence.prepared().dialect.encoding) return;
    Remedy remedy{.kind = RemedyKind::reread, .words = fmt::format("Read the file as {}.", encoding)};
    remedy.read.encoding = encoding;
    matches.push_back(
        error.match(std::nullopt, count,
                    fmt::format("{} cells have letters that cannot be read as "
                                "{}, such as “{}”; the bytes "
                                "are {}.",
                                count, evidence.prepared().dialect.encoding, evidence.traces().lost_example, encoding),
                    std::move(remedy)));
}
} // namespace

constinit const KnownError wrong_encoding{"wrong_encoding", ErrorClass::format,
                                          "The export writes another encoding than the file rules say.", &find};
} // namespace engine
