#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
class Case final : public CleaningStep
{
public:
    Case(std::size_t column, LetterCase to) : column_(column), to_(to) {}
    std::int64_t apply(Batch& batch) override
    {
        return change_cells(batch, column_, [&](std::string_view cell, std::string& room) {
            return to_ == LetterCase::upper   ? upper_case(cell, room)
                   : to_ == LetterCase::lower ? lower_case(cell, room)
                                              : title_case(cell, room);
        });
    }

private:
    std::size_t column_;
    LetterCase to_;
};
} // namespace

StepPtr make_step(const CaseStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    return column ? std::make_unique<Case>(*column, step.to) : nullptr;
}
} // namespace engine
