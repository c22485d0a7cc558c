#include "engine/doubts/written_before.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace engine
{
Quartiles quartiles(std::vector<double> numbers)
{
    Quartiles out;
    std::ranges::sort(numbers);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = numbers[(numbers.size() - 1) * (i + 1) / 4];
    return out;
}

WrittenBefore::WrittenBefore(const ByteSource* published)
{
    if (!published) return;
    try {
        TrustedCsv reader(*published);
        Chunk chunk;
        if (!reader.next(chunk)) return;
        for (std::size_t c = 0; c < chunk.columns.size() && c < reader.header().size(); ++c) {
            NumbersBefore of;
            std::vector<double> sizes;
            for (auto cell : chunk.columns[c]) {
                auto value = cell.empty() ? std::nullopt : parse_number(cell);
                if (!value) continue;
                ++of.numbers;
                if (*value != 0) sizes.push_back(std::abs(*value));
                of.fractions += *value > 0 && *value < 1;
                of.largest = std::max(of.largest, *value);
                auto point = cell.find('.');
                of.decimals += point != cell.npos;
                of.three_decimals += point != cell.npos && cell.size() - point == 4;
            }
            if (!sizes.empty()) of.quartiles = engine::quartiles(std::move(sizes));
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
