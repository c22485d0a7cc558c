#include "engine/repair/repairs.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
// The source line of the first row that detection takes for a header.
std::optional<int> detected_header(Evidence& evidence)
{
    const auto& lines = evidence.traces().header_lines;
    bool is_told = evidence.asked().header_row || evidence.asked().header_rows;
    if (!is_told) return lines.empty() ? std::nullopt : std::optional(static_cast<int>(lines.front()));
    const auto& rows = evidence.detected_rows();
    for (std::size_t row = 0; row < rows.rows(); ++row)
        if (rows.kind[row] == RowKind::header) return static_cast<int>(rows.line[row]);
    return std::nullopt;
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto header = detected_header(evidence);
    if (!header || *header == 1) return;
    auto fixed = evidence.asked().header_row;
    if (fixed == header || fixed == 0) return;
    Remedy remedy{.kind = RemedyKind::handled, .words = "The rows above are left out; nothing has to be done."};
    if (fixed) {
        remedy = {.kind = RemedyKind::reread, .words = fmt::format("Take row {} for the header.", *header)};
        remedy.read.header_row = header;
    }
    matches.push_back(error.match(std::nullopt, *header - 1,
                                  fmt::format("The names of the columns are in row {}, below other lines.", *header),
                                  std::move(remedy)));
}
} // namespace

constinit const KnownError header_below_notes{"header_below_notes", ErrorClass::format,
                                              "A title or notes were put above the table.", &find};
} // namespace engine
