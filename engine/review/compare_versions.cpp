#include "engine/review/compare_versions.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/table/batch.hpp"
#include <algorithm>
#include <numeric>

namespace engine
{
VersionChanges compare_versions(const Schema& schema, const ByteSource& before, const ByteSource& now)
{
    TrustedCsv earlier(before), later(now);
    Comparison comparison(schema, earlier.header());
    Chunk chunk;
    while (earlier.next(chunk)) comparison.add_previous(chunk);
    Batch batch;
    while (later.next(chunk)) {
        batch.columns.assign(schema.fields.size(), Batch::Column(chunk.rows(), null_cell));
        for (std::size_t field = 0; field < schema.fields.size(); ++field) {
            auto found = std::ranges::find(later.header(), schema.fields[field].name);
            if (found != later.header().end())
                batch.columns[field] = chunk.columns[static_cast<std::size_t>(found - later.header().begin())];
        }
        batch.live.resize(chunk.rows());
        std::iota(batch.live.begin(), batch.live.end(), 0U);
        comparison.see(batch, std::vector<std::uint8_t>(chunk.rows(), 0));
    }
    return comparison.version_changes(before);
}
} // namespace engine
