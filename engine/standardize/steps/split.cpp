#include "engine/standardize/steps.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
class Split final : public CleaningStep
{
public:
    Split(std::size_t column, std::string by, std::vector<std::size_t> into)
        : column_(column), by_(std::move(by)), into_(std::move(into))
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        std::int64_t changed = 0;
        for (auto row : batch.live) {
            auto rest = batch.columns[column_][row];
            if (rest.empty()) continue;
            auto whole = rest;
            for (std::size_t i = 0; i < into_.size(); ++i) {
                auto end = i + 1 == into_.size() ? std::string_view::npos : rest.find(by_);
                batch.columns[into_[i]][row] = trim(rest.substr(0, end));
                rest = end == std::string_view::npos ? rest.substr(rest.size()) : rest.substr(end + by_.size());
            }
            if (batch.show) batch.show(row, into_[0], whole, batch.columns[into_[0]][row]);
            ++changed;
        }
        return changed;
    }

private:
    std::size_t column_;
    std::string by_;
    std::vector<std::size_t> into_;
};
} // namespace

StepPtr make_step(const SplitStep& step, StepSite site)
{
    auto column = site.layout.field_or_header(step.column);
    if (!column) return nullptr;
    std::vector<std::size_t> into;
    for (const auto& name : step.into) into.push_back(site.layout.fill(name));
    return std::make_unique<Split>(*column, step.by, std::move(into));
}
} // namespace engine
