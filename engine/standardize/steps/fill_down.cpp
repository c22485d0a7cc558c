#include "engine/standardize/steps.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
// A blank cell takes the last value above it, as in lists that name a group once.
class FillDown final : public CleaningStep
{
public:
    explicit FillDown(std::vector<std::size_t> columns) : columns_(std::move(columns)), last_(columns_.size()) {}

    std::int64_t apply(Batch& batch) override
    {
        std::int64_t changed = 0;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            for (auto row : batch.live) {
                auto& cell = batch.columns[columns_[i]][row];
                if (!is_blank(cell)) {
                    last_[i] = cell;
                    continue;
                }
                if (last_[i].empty()) continue;
                auto before = cell;
                cell = batch.arena.copy(last_[i]);
                if (batch.show) batch.show(row, columns_[i], before, cell);
                ++changed;
            }
        return changed;
    }

private:
    std::vector<std::size_t> columns_;
    std::vector<std::string> last_; // by column; goes on from one batch to the next
};
} // namespace

StepPtr make_step(const FillDownStep& step, StepSite site)
{
    std::vector<std::size_t> columns;
    for (const auto& name : step.columns)
        if (auto column = site.layout.field(name)) columns.push_back(*column);
    return columns.empty() ? nullptr : std::make_unique<FillDown>(std::move(columns));
}
} // namespace engine
