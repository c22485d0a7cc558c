#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include <algorithm>
#include <map>

namespace engine
{
namespace
{
class Map final : public CleaningStep
{
public:
    Map(std::size_t column, const MapStep& step, std::vector<std::string> missing)
        : column_(column), values_(step.values.begin(), step.values.end()), otherwise_(step.otherwise),
          missing_(std::move(missing))
    {
        for (const auto& value : step.values) targets_.push_back(value.second);
    }
    std::int64_t apply(Batch& batch) override
    {
        return change_cells(batch, column_, [&](std::string_view cell, std::string&) -> std::string_view {
            if (auto found = values_.find(cell); found != values_.end()) return found->second;
            bool leave = !otherwise_ || contains(targets_, cell) || contains(missing_, cell);
            return leave ? cell : std::string_view(*otherwise_);
        });
    }

private:
    static bool contains(const std::vector<std::string>& list, std::string_view text)
    {
        return std::ranges::find(list, text) != list.end();
    }
    std::size_t column_;
    std::map<std::string, std::string, std::less<>> values_;
    std::optional<std::string> otherwise_; // not for words that are a target themselves, nor for missing values
    std::vector<std::string> targets_, missing_;
};
} // namespace

StepPtr make_step(const MapStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    return column ? std::make_unique<Map>(*column, step, site.schema.fields[*column].missing_values) : nullptr;
}
} // namespace engine
