#include "engine/repair/repairs.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    const auto& rows = evidence.detected_rows();
    std::vector<std::size_t> header;
    for (std::size_t row = 0; row < rows.rows(); ++row)
        if (rows.kind[row] == RowKind::header && (header.empty() || row == header.back() + 1)) header.push_back(row);
    if (header.size() < 2) return;
    auto count = static_cast<int>(header.size());
    auto fixed =
        evidence.job().read.header_rows ? evidence.job().read.header_rows : evidence.contract().read.header_rows;
    if (fixed == count) return;
    Remedy remedy{.kind = RemedyKind::handled, .words = "The rows are read as one header; nothing has to be done."};
    if (fixed) {
        remedy = {.kind = RemedyKind::reread, .words = fmt::format("Read {} rows as one header.", count)};
        remedy.read.header_rows = count;
        remedy.read.header_row = static_cast<int>(rows.line[header[0]]);
    }
    matches.push_back(error.match(std::nullopt, count, fmt::format("The names of the columns take {} rows.", count),
                                  std::move(remedy)));
}
} // namespace

constinit const KnownError two_header_rows{"two_header_rows", ErrorClass::format,
                                           "The report groups columns under a heading of their own.", &find};
} // namespace engine
