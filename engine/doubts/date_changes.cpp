#include "engine/doubts/date_changes.hpp"
#include "base/json.hpp"
#include "engine/contract/choices.hpp"
#include "engine/contract/value.hpp"
#include "engine/table/batch.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/weekdays.hpp"
#include <algorithm>
#include <array>

namespace engine
{
namespace
{
constexpr int buddhist_years = 543, days_between_epochs = 1462; // 1900-01-01 and 1904-01-01, as spreadsheets count
constexpr int years_ahead = 50, years_ahead_of_two_digits = 20;

std::optional<std::int64_t> day_of(const std::optional<std::string>& text)
{
    auto reading = text ? read_date(*text, DateOrder::ymd) : DateReading();
    return reading ? std::optional(days_from(reading.value.date)) : std::nullopt;
}

std::optional<Date> real(Date date) { return is_real(date) ? std::optional(date) : std::nullopt; }

int number_at(std::string_view text)
{
    int out = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return 0;
        out = out * 10 + c - '0';
    }
    return text.size() <= 2 ? out : 0;
}

int month_of(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                             "jul", "aug", "sep", "oct", "nov", "dec"};
    auto found = std::ranges::find(months, fold(word));
    return found == months.end() ? 0 : static_cast<int>(found - months.begin()) + 1;
}
} // namespace

std::optional<WrittenDate> written_date(std::string_view cell, const Field& field)
{
    cell = trim(cell);
    auto reading = read_datetime(cell, field.date_order, field.century.value_or(posix_century));
    if (!reading) return std::nullopt;
    WrittenDate out{reading.value.date, cell.size() > 4 && cell[4] == '-', false, false, false, cell};
    out.one_order_only = !out.year_first && reading.fits_order(DateOrder::dmy) != reading.fits_order(DateOrder::mdy);
    bool either = reading.fits_order(DateOrder::dmy) && reading.fits_order(DateOrder::mdy);
    auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    auto is_no_digit = [](char c) { return c < '0' || c > '9'; };
    bool names_month = reading.fits_order(DateOrder::ymd) && std::ranges::any_of(cell, is_letter);
    bool year_in_front = std::ranges::none_of(cell.substr(0, 4), is_no_digit);
    out.in_both_orders = either && !year_in_front && !names_month && reading.value.date.day != reading.value.date.month;
    if (!out.year_first && !field.century)
        out.years_of_two = read_datetime(cell, field.date_order, 1900).value.date.year !=
                           read_datetime(cell, field.date_order, 2000).value.date.year;
    return out;
}

std::string said_period(const Contract& contract, const Job& job)
{
    return job.period ? *job.period : period_in_name(job.file_name, contract.period).value_or("");
}

DateRange plausible_range(const Contract& contract, const Field& field, const Job& job)
{
    DateRange out;
    out.is_birth = is_birth_date(field);
    out.days = {days_from({1850, 1, 1}), days_from({9999, 12, 31})};
    if (auto today = day_of(job.today))
        out.days.last = out.is_birth ? *today : *today + std::int64_t{366} * years_ahead;
    if (auto least = day_of(field.constraints.minimum)) out.days.first = *least;
    if (auto most = day_of(field.constraints.maximum)) out.days.last = std::min(out.days.last, *most);
    auto period = period_days(said_period(contract, job));
    if (!period || &field != day_field(contract)) return out;
    out.days = *period;
    out.is_period = true;
    const auto& key = contract.schema.primary_key;
    out.is_of_key = std::ranges::find(key, field.name) != key.end();
    return out;
}

std::optional<Date> undone(DateChange change, const WrittenDate& written, const DateRange& range)
{
    const auto& date = written.date;
    auto day = days_from(date);
    auto inside = [&](std::optional<Date> other) -> std::optional<Date> {
        return other && range.days.has(days_from(*other)) ? other : std::nullopt;
    };
    switch (change) {
    case DateChange::swap:
        return written.year_first ? real({date.year, date.day, date.month}) : std::nullopt;
    case DateChange::swap_outside:
        return range.days.has(day) ? std::nullopt : inside(real({date.year, date.day, date.month}));
    case DateChange::swap_weekday: {
        auto weekday = written_weekday(written.text);
        auto swapped = real({date.year, date.day, date.month});
        if (!weekday || !swapped || weekday_of(day) == *weekday) return std::nullopt;
        return weekday_of(days_from(*swapped)) == *weekday ? swapped : std::nullopt;
    }
    case DateChange::swap_possible:
        return written.in_both_orders ? real({date.year, date.day, date.month}) : std::nullopt;
    case DateChange::minus_543:
        if (date.year < 2400 || date.year > 2700) return std::nullopt;
        return real({date.year - buddhist_years, date.month, date.day});
    case DateChange::minus_100: {
        auto last = range.days.last;
        if (written.years_of_two && !range.is_birth)
            last -= std::int64_t{366} * (years_ahead - years_ahead_of_two_digits);
        return day <= last ? std::nullopt : inside(real({date.year - 100, date.month, date.day}));
    }
    case DateChange::epoch_1904:
        if (range.days.has(day)) return std::nullopt;
        for (auto other : {day - days_between_epochs, day + days_between_epochs})
            if (range.days.has(other)) return date_from(other);
        return std::nullopt;
    case DateChange::ranges:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> as_range(std::string_view cell)
{
    cell = trim(cell);
    int one = 0, other = 0;
    if (cell.size() >= 10 && cell[4] == '-' && cell[7] == '-') {
        auto reading = read_datetime(cell, DateOrder::ymd);
        if (!reading) return std::nullopt;
        one = reading.value.date.day, other = reading.value.date.month;
    } else {
        auto dash = cell.find('-');
        if (dash == cell.npos || cell.size() < 5 || cell.size() > 6) return std::nullopt;
        auto left = cell.substr(0, dash), right = cell.substr(dash + 1);
        one = month_of(left) ? month_of(left) : number_at(left);
        other = month_of(right) ? month_of(right) : number_at(right);
        if ((month_of(left) == 0) == (month_of(right) == 0)) return std::nullopt;
    }
    if (one == 0 || other == 0) return std::nullopt;
    return std::to_string(std::min(one, other)) + "-" + std::to_string(std::max(one, other));
}

bool is_range(std::string_view cell)
{
    auto dash = cell.find('-');
    return dash != cell.npos && number_at(cell.substr(0, dash)) > 0 && number_at(cell.substr(dash + 1)) > 0;
}

DateChanges::DateChanges(const Contract& contract, const Matching& matching, const Job& job)
{
    const auto& fields = contract.schema.fields;
    for (std::size_t i = 0; i < fields.size() && i < matching.from.size(); ++i) {
        auto answer = chosen(job.choices, "dates", fields[i].name);
        auto change = answer ? json::enum_value<DateChange>(*answer) : std::nullopt;
        if (change && matching.from[i])
            fields_.push_back({&fields[i], i, *matching.from[i], *change, plausible_range(contract, fields[i], job)});
    }
}

void DateChanges::apply(const Chunk& chunk, Batch& batch) const
{
    for (const auto& [field, index, column, change, range] : fields_)
        for (auto row : batch.live) {
            if (column >= chunk.columns.size()) continue;
            auto cell = chunk.cell(column, row);
            if (change == DateChange::ranges) {
                if (auto text = as_range(cell)) batch.columns[index][row] = batch.arena.copy(*text);
                continue;
            }
            auto written = written_date(cell, *field);
            auto date = written ? undone(change, *written, range) : std::nullopt;
            char text[date_text_bytes];
            if (date) batch.columns[index][row] = batch.arena.copy(format_date(*date, text));
        }
}
} // namespace engine
