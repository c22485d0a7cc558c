#include "engine/doubts/date_watch.hpp"
#include "engine/doubts/reading_doubts.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/weekdays.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::int64_t month_of_days = 31, year_of_days = 366;
constexpr std::size_t most_examples = 3;

// One of several changes may explain a date: the first one here is taken.
constexpr DateChange explanations[] = {DateChange::minus_543, DateChange::minus_100, DateChange::swap_outside,
                                       DateChange::epoch_1904};
} // namespace

DateWatch::DateWatch(const Contract& contract, const Matching& matching, const Job& job)
    : period_(said_period(contract, job)), is_period_said_(job.period.has_value())
{
    if (job.today)
        if (auto today = read_date(*job.today, DateOrder::ymd))
            this_year_ = today.value.date.year, today_ = days_from(today.value.date);
    name_period_ = period_in_name(job.file_name, contract.period).value_or("");
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        if (!matching.from[i]) continue;
        const auto& field = fields[i];
        bool pattern = field.format.contains('%');
        if ((field.type == FieldType::date || field.type == FieldType::datetime) && !pattern)
            fields_.push_back({&field, *matching.from[i], plausible_range(contract, field, job)});
        if (field.type == FieldType::string) texts_.push_back({&field, *matching.from[i]});
    }
}

void DateWatch::see(const Chunk& chunk)
{
    auto each = [&](std::size_t column, auto see) {
        if (column >= chunk.columns.size()) return;
        const auto& cells = chunk.columns[column];
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            if (chunk.kind[row] == RowKind::data && !cells[row].empty()) see(cells[row]);
    };
    for (auto& of : fields_) each(of.column, [&](std::string_view cell) { see_date(of, cell); });
    for (auto& of : texts_) each(of.column, [&](std::string_view cell) { see_text(of, cell); });
}

void DateWatch::see_orders(OfField& of, const WrittenDate& written)
{
    const auto& date = written.date;
    if (written.one_order_only) ++of.sure[days_from(date)];
    if (!written.in_both_orders) return;
    ++of.both[days_from(date)];
    ++of.swapped[days_from({date.year, date.day, date.month})];
}

// Before the people and things of a school are; 1900-01-01 and the days before it are what programs make of a blank.
bool DateWatch::is_early(const Date& date, bool is_birth) const
{
    constexpr int oldest = 110;
    if (is_birth && this_year_) return date.year < *this_year_ - oldest;
    return date.year < 1900 || (date.year == 1900 && date.month == 1 && date.day == 1);
}

void DateWatch::see_date(OfField& of, std::string_view cell) const
{
    auto written = written_date(cell, *of.field);
    if (!written) {
        // Of a field whose order is set, what only the other order makes a date of.
        auto any = read_datetime(trim(cell), std::nullopt, of.field->century.value_or(posix_century));
        if (any && of.field->date_order == DateOrder::dmy) ++of.month_first_only;
        if (any && of.field->date_order == DateOrder::mdy) ++of.day_first_only;
        return;
    }
    const auto& date = written->date;
    ++of.dates;
    auto note = [&](std::size_t index, const Date& changed) {
        auto& [count, examples] = of.by_change[index];
        ++count;
        auto text = shown_cell(written->text);
        bool known = std::ranges::find(examples, text, &Example::written) != examples.end();
        if (examples.size() < most_examples && !known) examples.push_back({text, date, changed});
    };
    if (written->year_first) {
        ++of.year_first;
        of.year_first_low += date.day <= 12;
        auto swapped = undone(DateChange::swap, *written, of.range);
        if (swapped && *swapped != date) note(static_cast<std::size_t>(DateChange::swap), *swapped);
    } else if (written->one_order_only) {
        bool month_first = of.field->date_order == DateOrder::mdy ||
                           (!of.field->date_order && read_datetime(written->text, DateOrder::mdy));
        ++(month_first ? of.month_first_only : of.day_first_only);
    } else
        ++of.either;
    see_orders(of, *written);
    if (auto swapped = undone(DateChange::swap_possible, *written, of.range))
        note(static_cast<std::size_t>(DateChange::swap_possible), *swapped);
    auto as_it_is = [&](Tally& tally) {
        ++tally.count;
        if (tally.examples.size() < most_examples) tally.examples.push_back({shown_cell(written->text), date, date});
    };
    if (auto weekday = written_weekday(written->text); weekday && *weekday != weekday_of(days_from(date))) {
        if (auto swapped = undone(DateChange::swap_weekday, *written, of.range))
            return note(static_cast<std::size_t>(DateChange::swap_weekday), *swapped);
        as_it_is(of.other_weekday);
    }
    if (of.range.is_period) ++of.days[days_from(date)];
    bool inside = of.range.days.has(days_from(date));
    of.outside += !inside;
    bool far = of.range.is_period
                   ? days_from(date) > of.range.days.last || days_from(date) < of.range.days.first - month_of_days
                   : today_ && !of.range.is_birth && days_from(date) > *today_ + 2 * year_of_days;
    if (far) as_it_is(of.far);
    if (is_early(date, of.range.is_birth)) as_it_is(of.early);
    for (auto change : explanations)
        if (auto changed = undone(change, *written, of.range)) {
            bool two = change == DateChange::minus_100 && written->years_of_two;
            return note(two ? century : static_cast<std::size_t>(change), *changed);
        }
    if (of.range.is_birth && days_from(date) > of.range.days.last && of.beyond.size() < most_examples)
        of.beyond.push_back({shown_cell(written->text), date, date});
}

void DateWatch::see_text(Ranges& of, std::string_view cell)
{
    if (cell.size() < 3 || cell.size() > 19 || cell.find('-') == cell.npos) return;
    cell = trim(cell);
    if (is_range(cell)) {
        ++of.ranges;
    } else if (auto range = as_range(cell)) {
        ++of.dates;
        std::pair example{shown_cell(cell), *range};
        if (of.examples.size() < most_examples && std::ranges::find(of.examples, example) == of.examples.end())
            of.examples.push_back(std::move(example));
    }
}
} // namespace engine
