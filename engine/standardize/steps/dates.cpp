#include "engine/text/dates.hpp"
#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"

namespace engine
{
namespace
{
// To ISO 8601. What is no date in this order stays as it is, for the rules to report.
class Dates final : public CleaningStep
{
public:
    Dates(std::size_t column, DateOrder order, bool with_time) : column_(column), order_(order), with_time_(with_time)
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        return change_cells(batch, column_, [&](std::string_view cell, std::string& room) -> std::string_view {
            auto reading = with_time_ ? read_datetime(cell, order_) : read_date(cell, order_);
            if (!reading) return cell;
            char text[date_text_bytes];
            room = with_time_ ? format_datetime(reading.value, text) : format_date(reading.value.date, text);
            return room;
        });
    }

private:
    std::size_t column_;
    DateOrder order_;
    bool with_time_;
};
} // namespace

StepPtr make_step(const DatesStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    if (!column) return nullptr;
    return std::make_unique<Dates>(*column, step.order, site.schema.fields[*column].type == FieldType::datetime);
}
} // namespace engine
