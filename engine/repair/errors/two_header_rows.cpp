#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// The source lines of the rows that detection takes for a header.
std::vector<std::int64_t> detected_header(Evidence& evidence)
{
    if (!evidence.asked().header_rows) return evidence.traces().header_lines;
    Traces detected;
    detected.see(evidence.detected_rows());
    return detected.header_lines;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto header = detected_header(evidence);
    if (header.size() < 2) return;
    auto count = static_cast<int>(header.size());
    auto fixed = evidence.asked().header_rows;
    if (fixed == count) return;
    Remedy remedy{.kind = RemedyKind::handled, .words = "The rows are read as one header; nothing has to be done."};
    if (fixed) {
        remedy = {.kind = RemedyKind::reread, .words = fmt::format("Read {} rows as one header.", count)};
        remedy.read.header_rows = count;
        remedy.read.header_row = static_cast<int>(header[0]);
    }
    matches.push_back(error.match(std::nullopt, count, fmt::format("The names of the columns take {} rows.", count),
                                  std::move(remedy)));
}
} // namespace

constinit const KnownError two_header_rows{"two_header_rows", ErrorClass::format,
                                           "The report groups columns under a heading of their own.", &find};
} // namespace engine
