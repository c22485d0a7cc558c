#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include <algorithm>

namespace engine
{
namespace
{
class Blank final : public CleaningStep
{
public:
    explicit Blank(std::vector<std::string> values) : values_(std::move(values)) {}
    std::int64_t apply(Batch& batch) override
    {
        return change_all_cells(batch, [&](std::string_view cell, std::string&) {
            return std::ranges::find(values_, cell) == values_.end() ? cell : cell.substr(0, 0);
        });
    }

private:
    std::vector<std::string> values_;
};
} // namespace

StepPtr make_step(const BlankStep& step, StepSite) { return std::make_unique<Blank>(step.values); }
} // namespace engine
