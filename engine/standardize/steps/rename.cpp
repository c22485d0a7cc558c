#include "engine/standardize/steps.hpp"

namespace engine
{
namespace
{
class Rename final : public CleaningStep
{
public:
    Rename(std::size_t from, std::size_t to) : from_(from), to_(to) {}
    std::int64_t apply(Batch& batch) override
    {
        for (auto row : batch.live) batch.columns[to_][row] = batch.columns[from_][row];
        return static_cast<std::int64_t>(batch.live.size());
    }

private:
    std::size_t from_, to_;
};
} // namespace

StepPtr make_step(const RenameStep& step, StepSite site)
{
    auto from = site.layout.field_or_header(step.from);
    return from ? std::make_unique<Rename>(*from, site.layout.fill(step.to)) : nullptr;
}
} // namespace engine
