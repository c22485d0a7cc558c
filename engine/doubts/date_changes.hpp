#pragma once
// What a spreadsheet or an export may have done to a date, and the change back: where it applies and what it gives.
#include "engine/repair/day_field.hpp"
#include "engine/repair/period_days.hpp"
#include "engine/run/job.hpp"
#include "engine/text/dates.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct Batch;

// A date as the file has it.
struct WrittenDate {
    Date date;
    bool year_first = false;     // 2026-05-02; so are a workbook's own dates
    bool years_of_two = false;   // 02/05/26
    bool one_order_only = false; // 25/02/2026: no other order makes a date of it
    bool in_both_orders = false; // 11/02/2026, another date in the other one
    std::string_view text;
};
std::optional<WrittenDate> written_date(std::string_view cell, const Field& field);

// Where the dates of a field should be: in the period, within what the file rules allow, not in the future of a birth.
struct DateRange {
    DayRange days;
    bool is_period = false;
    bool is_of_key = false;
    bool is_birth = false;
};
// What the file is for: as it was said, or as its name says. Empty where neither does.
std::string said_period(const Contract& contract, const Job& job);
DateRange plausible_range(const Contract& contract, const Field& field, const Job& job);

enum class DateChange { swap, swap_outside, swap_weekday, swap_possible, minus_543, minus_100, epoch_1904, ranges };
BOOST_DESCRIBE_ENUM(DateChange, swap, swap_outside, swap_weekday, swap_possible, minus_543, minus_100, epoch_1904,
                    ranges)
// The date before the change happened; nothing where it has not.
std::optional<Date> undone(DateChange change, const WrittenDate& written, const DateRange& range);
// 12-Sep, Sep-12 and 2026-09-12 were 9-12.
std::optional<std::string> as_range(std::string_view cell);
bool is_range(std::string_view cell); // 9-12

// Makes the changes that people chose.
class DateChanges
{
public:
    DateChanges(const Contract& contract, const Matching& matching, const Job& job);
    void apply(const Chunk& chunk, Batch& batch) const;

private:
    struct OfField {
        const Field* field;
        std::size_t index, column; // of the batch, of the file
        DateChange change;
        DateRange range;
    };
    std::vector<OfField> fields_;
};
} // namespace engine
