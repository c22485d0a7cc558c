#pragma once
// Conditions of a report over rows as they are published, a batch of rows at a time.
#include "engine/contract/schema.hpp"
#include "engine/expression/expression.hpp"
#include "engine/table/chunk.hpp"
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class Conditions
{
public:
    enum class Holds : std::uint8_t { no, yes, unknown };

    explicit Conditions(const Schema& columns);
    // The place of a condition; the same text has the same place. Nothing where it reads a column that it may not.
    // Throws ExpressionError.
    std::optional<std::size_t> add(const std::string& sql, const std::function<bool(std::size_t column)>& may_read);
    const std::vector<std::size_t>& reads(std::size_t condition) const
    {
        return conditions_[condition].holds_if.reads();
    }
    // `cells` by column, canonical; columns that no condition reads may be empty.
    void see(std::span<const std::vector<std::string_view>> cells, std::size_t rows);
    Holds holds(std::size_t condition, std::size_t row) const { return conditions_[condition].holds[row]; }

private:
    struct Condition {
        std::string sql;
        Expression holds_if;
        std::vector<Holds> holds;
    };
    void fill(std::size_t column, const std::vector<std::string_view>& cells);

    std::vector<ExpressionColumn> columns_;
    std::vector<Vector> values_; // by column
    std::vector<Condition> conditions_;
};
} // namespace engine
