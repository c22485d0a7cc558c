#include "engine/contract/value.hpp"
#include "engine/text/numbers.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
enum class Bound { minimum, maximum, exclusive_minimum, exclusive_maximum };
constexpr std::string_view names[] = {"minimum", "maximum", "exclusive_minimum", "exclusive_maximum"};
constexpr std::string_view wanted[] = {"or more", "or less", "more than", "less than"};

class Bounds final : public Rule
{
public:
    Bounds(const Field& field, std::size_t column, Bound bound, const std::string& limit)
        : Rule(std::string(names[static_cast<int>(bound)]), column), field_(field), bound_(bound),
          limit_(canonical_value(field.type, limit).value_or(limit)), number_(parse_number(limit_).value_or(0))
    {
    }
    void check(Checked& table, Problems& problems) override
    {
        const auto& column = table.columns[*this->column()];
        bool numeric = field_.type == FieldType::integer || field_.type == FieldType::number;
        if (!numeric)
            return check_values(*this, table, problems,
                                [&](std::string_view cell) { return fits(compare_values(field_.type, cell, limit_)); });
        for (auto row : table.batch->live) {
            if (column.state[row] != CellState::value) continue;
            auto value = column.number[row];
            // Values that doubles cannot tell apart are compared digit by digit.
            auto side = value < number_ ? -1 : value > number_ ? 1 : compare_numbers((*column.cells)[row], limit_);
            if (!fits(side)) problems.push_back({this, row});
        }
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        bool low = bound_ == Bound::minimum || bound_ == Bound::exclusive_minimum;
        bool timed = field_.type != FieldType::integer && field_.type != FieldType::number;
        return {fmt::format("{} is too {}.", quoted(table.cell(*column(), problem.row)),
                            timed ? (low ? "early" : "late") : (low ? "small" : "large")),
                expected(), fmt::format("Correct {} in row {}.", field_.title, table.batch->line[problem.row])};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is not {}", field_.title, expected()); }

private:
    bool fits(int side) const
    {
        switch (bound_) {
        case Bound::minimum:
            return side >= 0;
        case Bound::maximum:
            return side <= 0;
        case Bound::exclusive_minimum:
            return side > 0;
        case Bound::exclusive_maximum:
            return side < 0;
        }
        return true;
    }
    std::string expected() const
    {
        auto words = wanted[static_cast<int>(bound_)];
        bool before = bound_ == Bound::exclusive_minimum || bound_ == Bound::exclusive_maximum;
        return before ? fmt::format("{} {}", words, limit_) : fmt::format("{} {}", limit_, words);
    }
    const Field& field_;
    Bound bound_;
    std::string limit_; // canonical
    double number_;
};
} // namespace

void add_bound_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& limits = fields[i].constraints;
        auto add = [&](Bound bound, const std::optional<std::string>& limit) {
            if (limit) rules.push_back(std::make_unique<Bounds>(fields[i], i, bound, *limit));
        };
        add(Bound::minimum, limits.minimum);
        add(Bound::maximum, limits.maximum);
        add(Bound::exclusive_minimum, limits.exclusive_minimum);
        add(Bound::exclusive_maximum, limits.exclusive_maximum);
    }
}
} // namespace engine
