#include "engine/summary/sums.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <string_view>

namespace engine
{
namespace
{
constexpr std::size_t most_columns = 12; // beyond, the ways to add columns up are too many

void add_column_sums(const CountTable& table, std::vector<Sum>& sums)
{
    if (table.width < 2 || table.width > most_columns) return;
    auto holds = [&](std::size_t whole, unsigned parts) {
        for (std::size_t row = 0; row < table.rows(); ++row) {
            std::int64_t sum = 0;
            for (std::size_t column = 0; column < table.width; ++column)
                if (parts >> column & 1U) sum += table.counts[table.at(row, column)];
            if (sum != table.counts[table.at(row, whole)]) return false;
        }
        return true;
    };
    for (std::size_t whole = 0; whole < table.width; ++whole)
        for (unsigned parts = 1; parts < 1U << table.width; ++parts) {
            bool is_copy = std::popcount(parts) == 1 && table.rows() < 2;
            if (parts >> whole & 1U || is_copy || !holds(whole, parts)) continue;
            for (std::size_t row = 0; row < table.rows(); ++row) {
                Sum sum{table.at(row, whole), {}};
                for (std::size_t column = 0; column < table.width; ++column)
                    if (parts >> column & 1U) sum.parts.push_back(table.at(row, column));
                sums.push_back(std::move(sum));
            }
        }
}

// "", "Total", "All clubs": the label of a row that may be about all others.
bool is_of_all(std::string_view label)
{
    std::string lower;
    for (char c : label) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    constexpr std::array words{"total", "all", "sum", "overall", "together", "gesamt", "alle", "summe"};
    return lower.find_first_not_of(' ') == lower.npos ||
           std::ranges::any_of(words, [&](const char* word) { return lower.find(word) != lower.npos; });
}

class RowSums
{
public:
    RowSums(const CountTable& table, std::vector<Sum>& sums)
        : table_(table), sums_(sums), by_label_(table.rows(), false), by_place_(table.rows(), false)
    {
    }

    void find()
    {
        const auto rows = table_.rows();
        for (std::size_t row = 0; row < rows; ++row) look_by_label(row);
        std::vector<bool> none(rows, false);
        for (const auto* skipped : {&none, &by_label_, &by_place_})
            for (std::size_t row = 0; row < rows; ++row) {
                look_along(row, row, -1, *skipped);
                look_along(row, rows - 1 - row, 1, *skipped);
            }
        // Where labels say which rows are sums, others are so by chance.
        const auto& of_others = std::ranges::find(by_label_, true) != by_label_.end() ? by_label_ : by_place_;
        for (std::size_t column = 0; column < table_.width; ++column) {
            Sum total;
            for (std::size_t row = 0; row < rows; ++row)
                if (!of_others[row]) total.parts.push_back(table_.at(row, column));
            sums_.push_back(std::move(total));
        }
    }

private:
    using Numbers = std::vector<std::int64_t>;

    bool is_empty(std::size_t row) const
    {
        auto first = table_.counts.begin() + static_cast<std::ptrdiff_t>(table_.at(row, 0));
        return std::all_of(first, first + static_cast<std::ptrdiff_t>(table_.width), [](auto one) { return one == 0; });
    }
    // 0: the rows add up to `whole`; above: they are more in some column.
    int compare(const Numbers& sum, std::size_t whole) const
    {
        bool same = true;
        for (std::size_t column = 0; column < table_.width; ++column) {
            auto wanted = table_.counts[table_.at(whole, column)];
            if (sum[column] > wanted) return 1;
            same = same && sum[column] == wanted;
        }
        return same ? 0 : -1;
    }
    void add_to(Numbers& sum, std::size_t row) const
    {
        for (std::size_t column = 0; column < table_.width; ++column)
            sum[column] += table_.counts[table_.at(row, column)];
    }
    void note(std::size_t whole, const std::vector<std::size_t>& parts)
    {
        for (std::size_t column = 0; column < table_.width; ++column) {
            Sum sum{table_.at(whole, column), {}};
            for (auto row : parts) sum.parts.push_back(table_.at(row, column));
            sums_.push_back(std::move(sum));
        }
    }
    // All rows that agree with it wherever its label is not about all, and are about one thing where it is.
    void look_by_label(std::size_t whole)
    {
        const auto& labels = table_.labels[whole];
        if (is_empty(whole) || std::ranges::none_of(labels, is_of_all)) return;
        Numbers sum(table_.width, 0);
        std::vector<std::size_t> parts;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            bool belongs = row != whole;
            for (std::size_t i = 0; i < labels.size(); ++i) {
                const auto& label = table_.labels[row][i];
                belongs = belongs && (is_of_all(labels[i]) ? !is_of_all(label) : labels[i] == label);
            }
            if (!belongs) continue;
            add_to(sum, row);
            parts.push_back(row);
        }
        if (parts.empty() || compare(sum, whole) != 0) return;
        by_label_[whole] = true;
        note(whole, parts);
    }
    // The rows next to it, up or down, as many as it takes.
    void look_along(std::size_t whole, std::size_t left, int step, const std::vector<bool>& skipped)
    {
        if (is_empty(whole)) return;
        Numbers sum(table_.width, 0);
        std::vector<std::size_t> parts;
        for (auto row = whole; left > 0; --left) {
            row += static_cast<std::size_t>(step);
            if (skipped[row]) continue;
            add_to(sum, row);
            parts.push_back(row);
            auto order = compare(sum, whole);
            if (order > 0) return;
            if (order == 0 && parts.size() > 1) {
                by_place_[whole] = true;
                return note(whole, parts);
            }
        }
    }

    const CountTable& table_;
    std::vector<Sum>& sums_;
    std::vector<bool> by_label_, by_place_; // rows that are sums
};
} // namespace

std::vector<Sum> sums_in(const CountTable& table)
{
    std::vector<Sum> sums;
    add_column_sums(table, sums);
    RowSums(table, sums).find();
    return sums;
}
} // namespace engine
