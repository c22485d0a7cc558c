#include "engine/standardize/steps.hpp"
#include "engine/table/seen_keys.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// The first of several alike rows stays, over the whole file.
class Dedupe final : public CleaningStep
{
public:
    explicit Dedupe(std::vector<std::size_t> by) : by_(std::move(by)) {}
    std::int64_t apply(Batch& batch) override
    {
        std::int64_t dropped = 0;
        hashes_.assign(batch.live.size(), {});
        for (auto column : by_)
            for (std::size_t i = 0; i < batch.live.size(); ++i) hashes_[i].add(batch.columns[column][batch.live[i]]);
        for (std::size_t i = 0; i < hashes_.size(); ++i) {
            if (i + 16 < hashes_.size()) seen_.prefetch(hashes_[i + 16]);
            if (seen_.add(hashes_[i], 0).added) continue;
            if (batch.show) batch.show(batch.live[i], Batch::whole_row, null_cell, null_cell);
            batch.kind[batch.live[i]] = RowKind::duplicate;
            ++dropped;
        }
        if (dropped) batch.keep_live();
        return dropped;
    }

private:
    std::vector<std::size_t> by_;
    std::vector<KeyHash> hashes_;
    SeenKeys seen_;
};
} // namespace

StepPtr make_step(const DedupeStep& step, StepSite site)
{
    std::vector<std::size_t> by;
    for (const auto& field : site.schema.fields) {
        bool named = step.by.empty() || std::ranges::find(step.by, field.name) != step.by.end();
        if (!named) continue;
        if (auto column = site.layout.field(field.name))
            by.push_back(*column);
        else if (!step.by.empty())
            return nullptr;
    }
    return by.empty() ? nullptr : std::make_unique<Dedupe>(std::move(by));
}
} // namespace engine
