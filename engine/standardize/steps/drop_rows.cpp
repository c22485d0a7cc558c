#include "engine/contract/expression_columns.hpp"
#include "engine/standardize/steps.hpp"

namespace engine
{
namespace
{
// A row for which the condition is true is excluded; false and unknown stay.
class DropRows final : public CleaningStep
{
public:
    DropRows(Expression where, const Schema& schema)
        : where_(std::move(where)), schema_(schema), values_(schema.fields.size())
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        std::vector<const Vector*> columns(values_.size(), nullptr);
        for (auto index : where_.reads()) {
            field_values(schema_.fields[index], batch.columns[index], batch.live, values_[index], batch.arena);
            columns[index] = &values_[index];
        }
        const auto& true_for = where_.evaluate(columns, batch.live.size());
        std::int64_t dropped = 0;
        for (std::size_t i = 0; i < batch.live.size(); ++i)
            if (true_for.valid[i] && true_for.truth[i]) {
                if (batch.show) batch.show(batch.live[i], Batch::whole_row, null_cell, null_cell);
                batch.kind[batch.live[i]] = RowKind::excluded;
                ++dropped;
            }
        if (dropped) batch.keep_live();
        return dropped;
    }

private:
    Expression where_;
    const Schema& schema_;
    std::vector<Vector> values_;
};
} // namespace

StepPtr make_step(const DropRowsStep& step, StepSite site)
{
    auto where = Expression::compile(step.where, expression_columns(site.schema));
    for (auto index : where.reads())
        if (!site.layout.has_values(index)) return nullptr;
    return std::make_unique<DropRows>(std::move(where), site.schema);
}
} // namespace engine
