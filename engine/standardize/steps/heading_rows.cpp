#include "engine/read/heading_rows.hpp"
#include "engine/standardize/steps.hpp"
#include <string>

namespace engine
{
namespace
{
// A row with one value alone heads the rows below it: its text becomes a column of theirs, and it is no row itself.
class HeadingRows final : public CleaningStep
{
public:
    HeadingRows(std::vector<std::size_t> row, std::size_t into) : row_(std::move(row)), into_(into) {}

    std::int64_t apply(Batch& batch) override
    {
        std::int64_t headings = 0;
        std::vector<std::string_view> cells(row_.size());
        for (auto row : batch.live) {
            for (std::size_t i = 0; i < row_.size(); ++i) cells[i] = batch.columns[row_[i]][row];
            if (auto heading = heading_of(cells)) {
                heading_ = *heading;
                if (batch.show) batch.show(row, Batch::whole_row, null_cell, null_cell);
                batch.kind[row] = RowKind::header;
                ++headings;
            } else if (!heading_.empty())
                batch.columns[into_][row] = batch.arena.copy(heading_);
        }
        if (headings) batch.keep_live();
        return headings;
    }

private:
    std::vector<std::size_t> row_; // columns of the batch
    std::size_t into_;
    std::string heading_; // goes on from one batch to the next
};
} // namespace

StepPtr make_step(const HeadingRowsStep& step, StepSite site)
{
    auto row = site.layout.whole_rows();
    if (row.size() < least_columns_below_heading) return nullptr;
    return std::make_unique<HeadingRows>(std::move(row), site.layout.fill(step.into));
}
} // namespace engine
