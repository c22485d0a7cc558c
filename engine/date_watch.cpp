#include "engine/date_watch.hpp"
#include "base/json.hpp"
#include "engine/reading_doubts.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::int64_t few_dates = 10;
constexpr std::size_t most_examples = 3;
constexpr auto right = "keep"; // the answer that changes nothing

// One of several changes may explain a date: the first one here is taken.
constexpr DateChange explanations[] = {DateChange::minus_543, DateChange::minus_100, DateChange::swap_outside,
                                       DateChange::epoch_1904};

std::string_view title_of(DateChange change)
{
    switch (change) {
    case DateChange::swap:
        return "Swap day and month where a spreadsheet swapped them";
    case DateChange::swap_outside:
        return "Swap day and month in those";
    case DateChange::minus_543:
        return "They are Buddhist years";
    case DateChange::minus_100:
        return "A hundred years earlier";
    case DateChange::epoch_1904:
        return "Move them by four years and a day";
    case DateChange::ranges:
        return "They are ranges";
    }
    return "";
}

std::string dates(std::int64_t count) { return count == 1 ? "One date" : fmt::format("{} dates", count); }
std::string_view be(std::int64_t count) { return count == 1 ? "is" : "are"; }
} // namespace

DateWatch::DateWatch(const Contract& contract, const Matching& matching, const Job& job)
    : period_(job.period.value_or(""))
{
    if (job.today)
        if (auto today = read_date(*job.today, DateOrder::ymd)) this_year_ = today.value.date.year;
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

void DateWatch::see_date(OfField& of, std::string_view cell)
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
    if (of.range.is_period) ++of.days[days_from(date)];
    bool inside = of.range.days.has(days_from(date));
    of.outside += !inside;
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

Doubt DateWatch::doubt_of(const OfField& of, DateChange change, const Tally& tally, std::string evidence) const
{
    Doubt doubt;
    doubt.what = "dates";
    doubt.about = of.field->name;
    doubt.question = fmt::format("Are these dates of {} right?", of.field->title);
    doubt.evidence = std::move(evidence);
    doubt.consequence = "Taken as they stand, they would be published with other days than were meant.";
    doubt.alternatives = {{json::enum_text(change), std::string(title_of(change)), {}}, {right, "They are right", {}}};
    for (const auto& [written, as_it_is, changed] : tally.examples) {
        doubt.alternatives[0].sample.push_back(fmt::format("{} is {}", written, day_in_words(changed)));
        doubt.alternatives[1].sample.push_back(fmt::format("{} is {}", written, day_in_words(as_it_is)));
    }
    return doubt;
}

Doubt DateWatch::century_doubt(const OfField& of, const Tally& tally) const
{
    auto doubt = doubt_of(of, DateChange::minus_100, tally,
                          fmt::format("{} with a year of two digits would be in the future.", dates(tally.count)));
    doubt.what = "century";
    doubt.question = fmt::format("In which hundred years are the dates of {}?", of.field->title);
    doubt.alternatives[0].answer = std::to_string(*this_year_ - 99);
    doubt.alternatives[0].title = fmt::format("{} to {}", *this_year_ - 99, *this_year_);
    doubt.alternatives[1].answer = std::to_string(posix_century);
    doubt.alternatives[1].title = fmt::format("{} to {}", posix_century, posix_century + 99);
    return doubt;
}

void DateWatch::judge(const OfField& of, std::vector<Doubt>& out) const
{
    auto tally = [&](DateChange change) -> const Tally& { return of.by_change[static_cast<std::size_t>(change)]; };
    auto ask = [&](DateChange change, std::string evidence) {
        out.push_back(doubt_of(of, change, tally(change), std::move(evidence)));
    };
    const auto& title = of.field->title;
    // Of a list opened in a spreadsheet of the other order the days up to 12 became dates, and the others stayed text.
    auto texts = of.day_first_only + of.month_first_only;
    bool one_order = of.day_first_only == 0 || of.month_first_only == 0;
    bool split_at_12 =
        of.year_first > 0 && of.year_first == of.year_first_low && texts > 0 && of.either == 0 && one_order;
    auto by_chance = std::pow(0.4, static_cast<double>(of.year_first)) * std::pow(0.6, static_cast<double>(texts));
    if (split_at_12 && by_chance < 0.25 && tally(DateChange::swap).count > 0)
        return ask(
            DateChange::swap,
            fmt::format("In {} every real date has a day up to 12, and every date that stayed text a day above: a "
                        "spreadsheet has taken the day for the month where it could.",
                        title));
    if (auto& two = of.by_change[century]; two.count > 0 && this_year_) out.push_back(century_doubt(of, two));
    if (auto& years = tally(DateChange::minus_543); years.count > 0)
        return ask(DateChange::minus_543,
                   fmt::format("{} of {} {} in the Buddhist calendar, it seems: 543 years ahead.", dates(years.count),
                               title, be(years.count)));
    if (auto& years = tally(DateChange::minus_100); years.count > 0)
        return ask(DateChange::minus_100,
                   fmt::format("{} of {} {} in the future.", dates(years.count), title, be(years.count)));
    if (!of.range.is_period) {
        if (of.beyond.empty()) return;
        ask(DateChange::minus_100, fmt::format("Births in {} are in the future.", title));
        out.back().alternatives = {{right, "They are right", {}}};
        for (const auto& example : of.beyond) out.back().alternatives[0].sample.push_back(example.written);
        return;
    }
    if (auto wrong = wrong_period(of)) return out.push_back(std::move(*wrong));
    // Dates outside of the period that nothing explains say that such dates are usual here.
    auto explains = [&](std::int64_t count) { return count > 0 && count > 2 * (of.outside - count); };
    // Where all of them are in the other order, the order is what is asked about.
    bool other_order = of.field->date_order == DateOrder::dmy ? of.month_first_only > 0 && of.day_first_only == 0
                                                              : of.day_first_only > 0 && of.month_first_only == 0;
    if (auto& swaps = tally(DateChange::swap_outside); !other_order && explains(swaps.count))
        return ask(DateChange::swap_outside,
                   fmt::format("{} of {} {} outside of the period, and inside once day and month are swapped.",
                               dates(swaps.count), title, be(swaps.count)));
    if (auto& epochs = tally(DateChange::epoch_1904); explains(epochs.count))
        return ask(DateChange::epoch_1904,
                   fmt::format("{} of {} {} four years and a day away from the period, as dates are that were copied "
                               "between workbooks that count from 1900 and from 1904.",
                               dates(epochs.count), title, be(epochs.count)));
}

// Most dates are in another period than the file is said to be for.
std::optional<Doubt> DateWatch::wrong_period(const OfField& of) const
{
    std::map<std::string, std::int64_t> periods;
    for (const auto& [day, rows] : of.days) periods[period_of(day, period_)] += rows;
    auto most = std::ranges::max_element(periods, {}, [](const auto& one) { return one.second; });
    if (most == periods.end() || most->first == period_ || most->second * 5 < of.dates * 4) return std::nullopt;
    Doubt doubt;
    doubt.what = "repair";
    doubt.about = "wrong_period";
    doubt.question = fmt::format("Is this the file for {}?", period_);
    doubt.evidence =
        fmt::format("{} of {} dates of {} are in {}.", most->second, of.dates, of.field->title, most->first);
    doubt.consequence = "Published for the wrong period, it takes the place of the right file.";
    // A day that is no part of the key may be due or booked for another week: the same one in every row, or a few.
    if (!of.range.is_of_key && (of.days.size() == 1 || of.dates < few_dates)) doubt.outcome = DoubtOutcome::told;
    doubt.alternatives = {{right, fmt::format("It is for {}", period_), {}}};
    return doubt;
}

std::vector<Doubt> DateWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) judge(of, out);
    for (const auto& of : texts_) {
        if (of.ranges == 0 || of.dates == 0) continue;
        Doubt doubt;
        doubt.what = "dates";
        doubt.about = of.field->name;
        doubt.question = fmt::format("Are these dates of {} right?", of.field->title);
        doubt.evidence = fmt::format("{} among ranges such as 9-12: a spreadsheet makes days of them.",
                                     of.dates == 1 ? "One date is" : fmt::format("{} dates are", of.dates));
        doubt.consequence = "Published as dates, they name no range any more.";
        doubt.alternatives = {{"ranges", std::string(title_of(DateChange::ranges)), {}}, {right, "They are right", {}}};
        for (const auto& [written, range] : of.examples) {
            doubt.alternatives[0].sample.push_back(fmt::format("{} is {}", written, range));
            doubt.alternatives[1].sample.push_back(written);
        }
        out.push_back(std::move(doubt));
    }
    return out;
}
} // namespace engine
