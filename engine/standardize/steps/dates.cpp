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
    Dates(std::size_t column, const Field& field, DateOrder order)
        : column_(column), order_(order), century_(field.century.value_or(posix_century)),
          with_time_(field.type == FieldType::datetime)
    {
    }
    std::int64_t apply(Batch& batch) override
    {
        return change_cells(batch, column_, [&](std::string_view cell, std::string& room) -> std::string_view {
            auto reading = with_time_ ? read_datetime(cell, order_, century_) : read_date(cell, order_, century_);
            if (!reading) return cell;
            char text[date_text_bytes];
            room = with_time_ ? format_datetime(reading.value, text) : format_date(reading.value.date, text);
            return room;
        });
    }

private:
    std::size_t column_;
    DateOrder order_;
    int century_;
    bool with_time_;
};
} // namespace

StepPtr make_step(const DatesStep& step, StepSite site)
{
    auto column = site.layout.field(step.column);
    if (!column) return nullptr;
    return std::make_unique<Dates>(*column, site.schema.fields[*column], step.order);
}
} // namespace engine
