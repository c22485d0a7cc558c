#include "engine/written_before.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <stdexcept>

namespace engine
{
WrittenBefore::WrittenBefore(const ByteSource* published)
{
    if (!published) return;
    try {
        TrustedCsv reader(*published);
        Chunk chunk;
        if (!reader.next(chunk)) return;
        for (std::size_t c = 0; c < chunk.columns.size() && c < reader.header().size(); ++c) {
            NumbersBefore of;
            for (auto cell : chunk.columns[c]) {
                auto value = cell.empty() ? std::nullopt : parse_number(cell);
                if (!value) continue;
                ++of.numbers;
                of.fractions += *value > 0 && *value < 1;
                of.largest = std::max(of.largest, *value);
                auto point = cell.find('.');
                of.decimals += point != cell.npos;
                of.three_decimals += point != cell.npos && cell.size() - point == 4;
            }
            if (of.numbers > 0) columns_[reader.header()[c]] = of;
        }
    } catch (const std::runtime_error&) { // load_previous says it
        columns_.clear();
    }
}

const NumbersBefore* WrittenBefore::of(const std::string& field) const
{
    auto found = columns_.find(field);
    return found == columns_.end() ? nullptr : &found->second;
}
} // namespace engine
