#include "engine/contract/expression_columns.hpp"
#include "engine/validate/rules.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// A condition over the row. Unknown passes, as in a SQL CHECK. A row with a wrong cell among those it reads is not
// judged: that cell has its own finding.
class CheckRule final : public Rule
{
public:
    CheckRule(const Check& check, const Schema& schema, Expression expect)
        : Rule("check", std::nullopt, check.severity), check_(check), schema_(schema), expect_(std::move(expect)),
          values_(schema.fields.size())
    {
    }
    void check(Checked& table, Problems& problems) override
    {
        const auto& live = table.batch->live;
        std::vector<const Vector*> columns(values_.size(), nullptr);
        for (auto index : expect_.reads()) {
            fill(values_[index], table.columns[index], live);
            columns[index] = &values_[index];
        }
        const auto& holds = expect_.evaluate(columns, live.size());
        for (std::size_t i = 0; i < live.size(); ++i)
            if (holds.valid[i] && !holds.truth[i] && !has_wrong_cell(table, live[i]))
                problems.push_back({this, live[i]});
    }
    Words explain(const Problem& problem, const Checked& table) const override
    {
        std::string cells;
        for (auto index : expect_.reads()) {
            auto cell = table.cell(index, problem.row);
            cells += fmt::format("{}{} is {}", cells.empty() ? "" : ", ", schema_.fields[index].title,
                                 cell.empty() ? "empty" : quoted(cell));
        }
        return {fmt::format("“{}” does not hold: {}.", check_.name, cells), check_.expect,
                fmt::format("{} row {}.", severity() == Severity::error ? "Correct" : "Look at",
                            table.batch->line[problem.row])};
    }
    std::string title(std::string_view) const override { return fmt::format("“{}” does not hold", check_.name); }
    std::string_view cause(const Problem&, const Checked&) const override { return check_.name; }

private:
    static void fill(Vector& out, const CheckedColumn& column, const std::vector<std::uint32_t>& live)
    {
        out.kind = expression_kind(column.field->type);
        out.resize(live.size());
        for (std::size_t i = 0; i < live.size(); ++i) out.valid[i] = column.state[live[i]] == CellState::value;
        if (out.kind == ExpressionKind::number)
            for (std::size_t i = 0; i < live.size(); ++i) out.number[i] = column.number[live[i]];
        else if (out.kind == ExpressionKind::boolean)
            for (std::size_t i = 0; i < live.size(); ++i) out.truth[i] = (*column.cells)[live[i]] == "true";
        else
            for (std::size_t i = 0; i < live.size(); ++i) out.text[i] = (*column.cells)[live[i]];
    }
    bool has_wrong_cell(const Checked& table, std::uint32_t row) const
    {
        for (auto index : expect_.reads())
            if (table.columns[index].state[row] == CellState::wrong) return true;
        return false;
    }

    const Check& check_;
    const Schema& schema_;
    Expression expect_;
    std::vector<Vector> values_; // by field; only those that are read
};
} // namespace

void add_check_rules(const RuleSite& site, Rules& rules)
{
    const auto& schema = site.contract.schema;
    for (const auto& check : site.contract.checks) {
        auto expect = Expression::compile(check.expect, expression_columns(schema));
        if (std::ranges::all_of(expect.reads(), site.present))
            rules.push_back(std::make_unique<CheckRule>(check, schema, std::move(expect)));
    }
}
} // namespace engine
