#include "engine/validate/rules.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
class Required final : public Rule
{
public:
    Required(const Field& field, std::size_t column) : Rule("required", column), field_(field) {}

    void check(Checked& table, Problems& problems) override
    {
        const auto& state = table.columns[*column()].state;
        for (auto row : table.batch->live)
            if (state[row] == CellState::missing) problems.push_back({this, row});
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        return {fmt::format("{} is empty.", field_.title), "a value",
                fmt::format("Fill in {} in row {}.", field_.title, table.batch->line[problem.row])};
    }
    std::string title(std::string_view) const override { return fmt::format("{} is empty", field_.title); }

private:
    const Field& field_;
};
} // namespace

void add_required_rules(const RuleSite& site, Rules& rules)
{
    const auto& fields = site.contract.schema.fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].constraints.required) rules.push_back(std::make_unique<Required>(fields[i], i));
}
} // namespace engine
