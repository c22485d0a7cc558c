#include "engine/summary/count_shield.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/summary/suppress.hpp"
#include "engine/summary/unknowns.hpp"
#include <algorithm>
#include <charconv>
#include <functional>

namespace engine
{
namespace
{
std::int64_t number_in(std::string_view cell)
{
    std::int64_t number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
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
            std::vector<std::optional<std::int64_t>> shown;
            for (auto column : counts_)
                shown.push_back(is_null(cells[column]) ? std::nullopt : std::optional(number_in(cells[column])));
            before_.emplace(key_of(cells), std::move(shown));
        }
}

void CountShield::add(std::span<const std::string_view> cells)
{
    auto& row = rows_.emplace_back();
    for (auto cell : cells) row.push_back(is_null(cell) ? std::nullopt : std::optional<std::string>(cell));
    keys_.push_back(key_of(cells));
}

CountTable CountShield::table() const
{
    CountTable table{counts_.size(), {}, {}};
    for (const auto& row : rows_) {
        auto& labels = table.labels.emplace_back();
        for (std::size_t column = 0; column < row.size(); ++column)
            if (std::ranges::find(counts_, column) == counts_.end()) labels.push_back(row[column].value_or(""));
        for (auto column : counts_) table.counts.push_back(row[column] ? number_in(*row[column]) : 0);
    }
    return table;
}

// First each column by itself, where its total and the rule are known; then the table as one system of sums.
std::vector<bool> CountShield::hidden_in(const CountTable& table) const
{
    std::vector<bool> hidden(table.counts.size(), false), usable(table.counts.size(), true);
    std::vector<std::size_t> whole_columns;
    for (std::size_t column = 0; column < table.width; ++column) {
        std::vector<std::int64_t> numbers;
        std::vector<bool> before;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            auto cell = table.at(row, column);
            numbers.push_back(table.counts[cell]);
            auto known = before_.find(keys_[row]);
            before.push_back(known != before_.end() && !known->second[column]);
            if (known != before_.end() && known->second[column] == table.counts[cell]) usable[cell] = false;
        }
        auto hide = hidden_counts(numbers, below_, before);
        for (std::size_t row = 0; row < table.rows(); ++row) hidden[table.at(row, column)] = hide[row];
        if (std::ranges::all_of(hide, std::identity())) whole_columns.push_back(column);
    }
    if (std::ranges::none_of(hidden, std::identity())) return hidden;
    auto sums = sums_in(table);
    // Where nothing of a column is shown, its total must not be known either.
    std::erase_if(sums, [&](const Sum& sum) {
        return sum.whole == Sum::known && !sum.parts.empty() &&
               std::ranges::find(whole_columns, sum.parts.front() % table.width) != whole_columns.end();
    });
    hide_until_safe(sums, table.counts, usable, hidden);
    return hidden;
}

std::int64_t CountShield::finish(const std::function<void(std::span<const std::string_view>)>& row)
{
    auto numbers = table();
    auto hide = hidden_in(numbers);
    std::int64_t hidden_cells = 0;
    for (std::size_t r = 0; r < rows_.size(); ++r)
        for (std::size_t at = 0; at < counts_.size(); ++at) {
            auto& cell = rows_[r][counts_[at]];
            if (!hide[numbers.at(r, at)] || !cell) continue;
            cell.reset();
            ++hidden_cells;
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
