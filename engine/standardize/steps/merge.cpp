#include "engine/standardize/steps.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
// Joins what is there; an empty part leaves no separator behind.
class Merge final : public CleaningStep
{
public:
    Merge(std::vector<std::size_t> columns, std::string with, std::size_t into)
        : columns_(std::move(columns)), with_(std::move(with)), into_(into)
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        std::int64_t changed = 0;
        std::string joined;
        for (auto row : batch.live) {
            joined.clear();
            for (auto column : columns_) {
                auto part = trim(batch.columns[column][row]);
                if (part.empty()) continue;
                if (!joined.empty()) joined += with_;
                joined += part;
            }
            if (joined.empty() || joined == batch.columns[into_][row]) continue;
            if (batch.show) batch.show(row, into_, batch.columns[into_][row], joined);
            batch.columns[into_][row] = batch.arena.copy(joined);
            ++changed;
        }
        return changed;
    }

private:
    std::vector<std::size_t> columns_;
    std::string with_;
    std::size_t into_;
};
} // namespace

StepPtr make_step(const MergeStep& step, StepSite site)
{
    std::vector<std::size_t> columns;
    for (const auto& name : step.columns) {
        auto column = site.layout.field_or_header(name);
        if (!column) return nullptr;
        columns.push_back(*column);
    }
    return std::make_unique<Merge>(std::move(columns), step.with, site.layout.fill(step.into));
}
} // namespace engine
