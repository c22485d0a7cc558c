#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
class Pad final : public CleaningStep
{
public:
    // Missing values such as “-” are left alone: they would no longer be recognised.
    Pad(std::size_t column, PadStep step, std::vector<std::string> missing)
        : column_(column), step_(std::move(step)), missing_(std::move(missing))
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        auto width = static_cast<std::size_t>(step_.width);
        return change_cells(batch, column_, [&](std::string_view cell, std::string& room) -> std::string_view {
            auto length = code_points(cell);
            if (length >= width || std::ranges::find(missing_, cell) != missing_.end()) return cell;
            room.clear();
            if (step_.side == Side::right) room += cell;
            for (; length < width; ++length) room += step_.with;
            if (step_.side == Side::left) room += cell;
            return room;
        });
    }

private:
    std::size_t column_;
    PadStep step_;
    std::vector<std::string> missing_;
};
} // namespace

StepPtr make_step(const PadStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    return column ? std::make_unique<Pad>(*column, step, site.schema.fields[*column].missing_values) : nullptr;
}
} // namespace engine
