#include "engine/publish/narrowed.hpp"
#include "engine/publish/output.hpp"
#include "engine/read/trusted_csv.hpp"
#include <algorithm>

namespace engine
{
std::string narrowed_csv(const ByteSource& file, const std::vector<std::string>& columns)
{
    TrustedCsv csv(file);
    std::vector<std::size_t> kept;
    std::vector<OutputColumn> named;
    for (std::size_t c = 0; c < csv.header().size(); ++c) {
        if (std::ranges::find(columns, csv.header()[c]) == columns.end()) continue;
        kept.push_back(c);
        named.push_back({csv.header()[c], csv.header()[c]});
    }
    StringSink sink;
    if (kept.empty()) return {};
    auto writer = csv_writer(sink, named);
    Chunk chunk;
    std::vector<std::string_view> cells(kept.size());
    while (csv.next(chunk))
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            for (std::size_t i = 0; i < kept.size(); ++i) cells[i] = chunk.cell(kept[i], row);
            writer->row(cells);
        }
    writer->finish();
    return std::move(sink.text);
}
} // namespace engine
