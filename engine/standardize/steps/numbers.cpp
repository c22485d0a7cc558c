#include "engine/text/numbers.hpp"
#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"

namespace engine
{
namespace
{
// To a plain number with a point. What is no number in this style stays as it is, for the rules to report.
class Numbers final : public CleaningStep
{
public:
    Numbers(std::size_t column, NumbersStep step, const Field& field)
        : column_(column), step_(std::move(step)), bare_(field.bare_number)
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        NumberStyle style{step_.decimal[0], step_.group, bare_};
        return change_cells(batch, column_, [&](std::string_view cell, std::string& room) {
            return canonical_number(cell, style, room).value_or(cell);
        });
    }

private:
    std::size_t column_;
    NumbersStep step_;
    bool bare_;
};
} // namespace

StepPtr make_step(const NumbersStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    return column ? std::make_unique<Numbers>(*column, step, site.schema.fields[*column]) : nullptr;
}
} // namespace engine
