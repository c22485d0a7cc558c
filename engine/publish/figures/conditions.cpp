#include "engine/publish/figures/conditions.hpp"
#include "engine/contract/expression_columns.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
Conditions::Conditions(const Schema& columns) : columns_(expression_columns(columns)), values_(columns_.size()) {}

std::optional<std::size_t> Conditions::add(const std::string& sql,
                                           const std::function<bool(std::size_t column)>& may_read)
{
    auto same = std::ranges::find(conditions_, sql, &Condition::sql);
    auto place = static_cast<std::size_t>(same - conditions_.begin());
    if (same != conditions_.end()) return place;
    Condition made{sql, Expression::compile(sql, columns_), {}};
    if (!std::ranges::all_of(made.holds_if.reads(), may_read)) return std::nullopt;
    conditions_.push_back(std::move(made));
    return place;
}

void Conditions::fill(std::size_t column, const std::vector<std::string_view>& cells)
{
    auto& out = values_[column];
    out.kind = columns_[column].kind;
    out.resize(cells.size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
        auto cell = cells[row];
        auto number = out.kind == ExpressionKind::number ? parse_number(cell) : std::nullopt;
        out.valid[row] = !is_null(cell) && (out.kind != ExpressionKind::number || number);
        if (!out.valid[row]) continue;
        if (number)
            out.number[row] = *number;
        else if (out.kind == ExpressionKind::boolean)
            out.truth[row] = cell == "true";
        else
            out.text[row] = cell;
    }
}

void Conditions::see(std::span<const std::vector<std::string_view>> cells, std::size_t rows)
{
    std::vector<bool> filled(columns_.size());
    std::vector<const Vector*> columns;
    for (const auto& values : values_) columns.push_back(&values);
    for (auto& condition : conditions_) {
        for (auto column : condition.holds_if.reads()) {
            if (!filled[column]) fill(column, cells[column]);
            filled[column] = true;
        }
        const auto& truth = condition.holds_if.evaluate(columns, rows);
        condition.holds.resize(rows);
        for (std::size_t row = 0; row < rows; ++row)
            condition.holds[row] = !truth.valid[row] ? Holds::unknown : truth.truth[row] ? Holds::yes : Holds::no;
    }
}
} // namespace engine
