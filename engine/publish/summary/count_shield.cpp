#include "engine/publish/summary/count_shield.hpp"
#include "engine/publish/summary/suppress.hpp"
#include "engine/read/trusted_csv.hpp"
#include <algorithm>
#include <charconv>

namespace engine
{
namespace
{
std::int64_t number_in(const std::optional<std::string>& cell)
{
    std::int64_t number = 0;
    if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), number);
    return number;
}
} // namespace

CountShield::CountShield(const std::vector<OutputColumn>& columns, const std::vector<std::string>& counts,
                         std::int64_t below)
    : below_(below)
{
    for (std::size_t column = 0; column < columns.size(); ++column) {
        names_.push_back(columns[column].name);
        if (std::ranges::find(counts, columns[column].name) != counts.end()) counts_.push_back(column);
    }
}

std::string CountShield::key_of(std::span<const std::string_view> cells) const
{
    std::string key;
    for (std::size_t column = 0; column < cells.size(); ++column)
        if (std::ranges::find(counts_, column) == counts_.end())
            key.append(std::to_string(cells[column].size())).append(":").append(cells[column]);
    return key;
}

void CountShield::remember(const ByteSource& published)
{
    TrustedCsv reader(published);
    if (reader.header() != names_) return; // another table: nothing in it can be subtracted
    Chunk chunk;
    std::vector<std::string_view> cells(names_.size());
    while (reader.next(chunk))
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            for (std::size_t column = 0; column < cells.size(); ++column) cells[column] = chunk.cell(column, row);
            std::vector<bool> hidden;
            for (auto column : counts_) hidden.push_back(is_null(cells[column]));
            before_.emplace(key_of(cells), std::move(hidden));
        }
}

void CountShield::add(std::span<const std::string_view> cells)
{
    auto& row = rows_.emplace_back();
    for (auto cell : cells) row.push_back(is_null(cell) ? std::nullopt : std::optional<std::string>(cell));
    keys_.push_back(key_of(cells));
}

std::int64_t CountShield::finish(const std::function<void(std::span<const std::string_view>)>& row)
{
    std::int64_t hidden_cells = 0;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
        std::vector<std::int64_t> numbers;
        std::vector<bool> before;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            numbers.push_back(number_in(rows_[r][counts_[at]]));
            auto known = before_.find(keys_[r]);
            before.push_back(known != before_.end() && known->second[at]);
        }
        auto hide = hidden_counts(numbers, below_, before);
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (hide[r]) {
                rows_[r][counts_[at]].reset();
                ++hidden_cells;
            }
    }
    std::vector<std::string_view> cells(names_.size());
    for (const auto& kept : rows_) {
        for (std::size_t column = 0; column < cells.size(); ++column)
            cells[column] = kept[column] ? std::string_view(*kept[column]) : null_cell;
        row(cells);
    }
    return hidden_cells;
}
} // namespace engine
