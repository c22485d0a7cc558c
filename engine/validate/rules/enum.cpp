#include "engine/contract/nearest.hpp"
#include "engine/contract/value.hpp"
#include "engine/validate/rules.hpp"
#include "engine/validate/rules/cells.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
class Enum final : public Rule
{
public:
    Enum(const Field& field, std::size_t column) : Rule("enum", column), field_(field)
    {
        for (const auto& value : field.constraints.allowed)
            allowed_.push_back(canonical_value(field.type, value).value_or(value));
        sorted_.assign(allowed_.begin(), allowed_.end());
        std::ranges::sort(sorted_);
    }
    void check(Checked& table, Problems& problems) override
    {
        bool few = allowed_.size() <= 8;
        check_values(*this, table, problems, [&](std::string_view cell) {
            if (!few) return std::ranges::binary_search(sorted_, cell);
            for (const auto& value : allowed_)
                if (cell.size() == value.size() && cell == value) return true;
            return false;
        });
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        auto cell = table.cell(*column(), problem.row);
        auto near = did_you_mean(cell, allowed_); // “; did you mean Absent?”
        return {fmt::format("{} is not one of the values of {}.", quoted(cell), field_.title), words(),
                near.empty() ? fmt::format("Correct {} in row {}.", field_.title, table.batch->line[problem.row])
                             : fmt::format("D{}", near.substr(3))};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is not {}", field_.title, words()); }

private:
    std::string words() const
    {
        constexpr std::size_t most = 12;
        if (allowed_.size() <= most) return fmt::format("one of {}", fmt::join(allowed_, ", "));
        return fmt::format("one of {} and {} more", fmt::join(allowed_.begin(), allowed_.begin() + most, ", "),
                           allowed_.size() - most);
    }
    const Field& field_;
    std::vector<std::string> allowed_; // as the contract lists them
    std::vector<std::string_view> sorted_;
};
} // namespace

void add_enum_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (!fields[i].constraints.allowed.empty()) rules.push_back(std::make_unique<Enum>(fields[i], i));
}
} // namespace engine
