#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto& prepared = evidence.prepared();
    if (prepared.kind != FileKind::csv || !evidence.asked().delimiter) return;
    const auto& delimiter = evidence.detected().delimiter;
    auto columns = evidence.detected_rows().columns.size();
    if (delimiter == prepared.dialect.delimiter || columns <= evidence.traces().columns) return;
    Remedy remedy{.kind = RemedyKind::reread,
                  .words = fmt::format("Read the file with “{}” between cells.", delimiter)};
    remedy.read.delimiter = delimiter;
    matches.push_back(
        error.match(std::nullopt, static_cast<std::int64_t>(columns),
                    fmt::format("With “{}” between cells the rows have {} cells; "
                                "with “{}” they have {}.",
                                delimiter, columns, prepared.dialect.delimiter, evidence.traces().columns),
                    std::move(remedy)));
}
} // namespace

constinit const KnownError wrong_delimiter{"wrong_delimiter", ErrorClass::format,
                                           "A computer set to another country separates cells with ; instead of ,.",
                                           &find};
} // namespace engine
