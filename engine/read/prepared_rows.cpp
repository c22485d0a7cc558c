#include "engine/read/prepared_rows.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::int64_t enough_rows = 100; // tell what a record has

// 7 after 6, S-007 after S-006: the same text before a number that is one more.
bool counts_on(std::string_view before, std::string_view now)
{
    auto digits_from = [](std::string_view text) {
        auto at = text.size();
        while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') --at;
        return at;
    };
    auto from = digits_from(before), to = digits_from(now);
    if (before.substr(0, from) != now.substr(0, to)) return false;
    auto first = parse_integer(before.substr(from)), second = parse_integer(now.substr(to));
    return first && second && *second == *first + 1;
}

std::vector<std::string_view> cells_of(const Chunk& chunk, std::size_t row)
{
    std::vector<std::string_view> cells;
    for (std::size_t c = 0; c < chunk.columns.size(); ++c) cells.push_back(trim(chunk.cell(c, row)));
    return cells;
}

// Whether every value of a row is that of the row before, or counts on from it.
bool continues(const std::vector<std::string_view>& before, const std::vector<std::string_view>& now)
{
    bool any = false;
    for (std::size_t c = 0; c < now.size(); ++c) {
        if (now[c].empty()) continue;
        any = true;
        if (c >= before.size() || (before[c] != now[c] && !counts_on(before[c], now[c]))) return false;
    }
    return any;
}
} // namespace

bool PreparedRows::is_half_blank(const Chunk& chunk, std::size_t row) const
{
    std::size_t filled = 0;
    for (auto c : usual_)
        if (c < chunk.columns.size() && !chunk.cell(c, row).empty() && 2 * ++filled >= usual_.size()) return false;
    return true;
}

void PreparedRows::learn(const Chunk& chunk, std::size_t row)
{
    filled_.resize(std::max(filled_.size(), chunk.columns.size()));
    ++rows_;
    usual_.clear();
    for (std::size_t c = 0; c < filled_.size(); ++c) {
        filled_[c] += c < chunk.columns.size() && !is_blank(chunk.cell(c, row));
        if (filled_[c] * 5 >= rows_ * 4) usual_.push_back(c);
    }
}

std::vector<std::uint8_t> PreparedRows::of(const Chunk& chunk)
{
    std::vector<std::uint8_t> out(chunk.rows());
    auto is_data = [&](std::size_t row) { return row < chunk.rows() && chunk.kind[row] == RowKind::data; };
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        if (!is_data(row)) continue;
        if (rows_ > 0 && is_half_blank(chunk, row)) {
            auto now = cells_of(chunk, row);
            auto above = row > 0 ? cells_of(chunk, row - 1) : std::vector<std::string_view>(last_.begin(), last_.end());
            out[row] = continues(above, now);
            // The first of them stands below a record, and is told by the one below it.
            if (!out[row] && is_data(row + 1) && is_half_blank(chunk, row + 1))
                out[row] = continues(now, cells_of(chunk, row + 1));
        }
        if (!out[row] && rows_ < enough_rows) learn(chunk, row);
    }
    if (chunk.rows() == 0) return out;
    auto last = cells_of(chunk, chunk.rows() - 1);
    last_.assign(last.begin(), last.end());
    return out;
}
} // namespace engine
