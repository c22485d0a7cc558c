// What the watch over the dates asks and tells, once it has seen them all.
#include "base/json.hpp"
#include "engine/doubts/date_watch.hpp"
#include "engine/text/weekdays.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::int64_t few_dates = 10, month_of_days = 31;
constexpr auto right = "keep"; // the answer that changes nothing

std::string_view title_of(DateChange change)
{
    switch (change) {
    case DateChange::swap:
        return "Swap day and month where a spreadsheet swapped them";
    case DateChange::swap_outside:
        return "Swap day and month in those";
    case DateChange::swap_weekday:
        return "Swap day and month where the day of the week says so";
    case DateChange::swap_possible:
        return "Swap day and month where both can be meant";
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

// Years of the Islamic (1448) or the Persian calendar (1405) in most rows.
bool DateWatch::is_other_calendar(const OfField& of)
{
    if (of.early.count * 2 <= of.dates) return false;
    return std::ranges::all_of(of.early.examples,
                               [](const Example& one) { return one.as_it_is.year > 1300 && one.as_it_is.year < 1500; });
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
    if (auto& days = tally(DateChange::swap_weekday); days.count > 0)
        return ask(DateChange::swap_weekday,
                   fmt::format("{} of {} {} not fall on the day of the week that {}, and {} once day and month are "
                               "swapped.",
                               dates(days.count), title, days.count == 1 ? "does" : "do",
                               days.count == 1 ? "it names" : "they name", days.count == 1 ? "does" : "do"));
    if (auto& two = of.by_change[century]; two.count > 0 && this_year_) out.push_back(century_doubt(of, two));
    if (auto& years = tally(DateChange::minus_543); years.count > 0)
        return ask(DateChange::minus_543,
                   fmt::format("{} of {} {} in the Buddhist calendar, it seems: 543 years ahead.", dates(years.count),
                               title, be(years.count)));
    if (auto& years = tally(DateChange::minus_100); years.count > 0)
        return ask(DateChange::minus_100,
                   fmt::format("{} of {} {} in the future.", dates(years.count), title, be(years.count)));
    if (is_other_calendar(of)) {
        auto doubt = doubt_of(of, DateChange::swap, of.early,
                              fmt::format("{} of {} {} centuries ago, as in another calendar.", dates(of.early.count),
                                          title, be(of.early.count)));
        doubt.alternatives.erase(doubt.alternatives.begin());
        return out.push_back(std::move(doubt));
    }
    if (auto order = other_order(of)) return out.push_back(std::move(*order));
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

// Dates that are scattered as they stand, and close together once day and month are swapped.
std::optional<Doubt> DateWatch::other_order(const OfField& of) const
{
    if (of.range.is_birth || !of.field->date_order || of.both.size() < 3) return std::nullopt;
    auto span = [](const Days& days) { return days.rbegin()->first - days.begin()->first; };
    auto inside = [&](std::int64_t day, const Days& range) {
        return day >= range.begin()->first - month_of_days && day <= range.rbegin()->first + month_of_days;
    };
    auto rows_inside = [&](const Days& days) {
        std::int64_t rows = 0;
        for (const auto& [day, count] : days) rows += inside(day, of.sure) ? count : 0;
        return rows;
    };
    Doubt doubt;
    const auto& title = of.field->title;
    if (!of.sure.empty()) {
        std::int64_t all = 0;
        for (const auto& [day, count] : of.both) all += count;
        auto outside = all - rows_inside(of.both);
        if (of.sure.size() < 3 || outside < 3 || outside * 2 < all || rows_inside(of.swapped) < all)
            return std::nullopt;
        const auto& swaps = of.by_change[static_cast<std::size_t>(DateChange::swap_possible)];
        return doubt_of(of, DateChange::swap_possible, swaps,
                        fmt::format("{} of {} {} far from the others, and among them once day and month are swapped.",
                                    dates(outside), title, be(outside)));
    }
    auto at_weekend = [](const auto& day) { return weekday_of(day.first) > 4; };
    bool close = span(of.swapped) <= month_of_days && span(of.both) > 3 * month_of_days;
    if (of.month_first_only + of.day_first_only > 0 || of.both.size() < 4 || !close ||
        std::ranges::any_of(of.swapped, at_weekend))
        return std::nullopt;
    doubt.what = "order";
    doubt.about = of.field->name;
    doubt.question = fmt::format("Are the dates of {} written day first or month first?", title);
    doubt.evidence = fmt::format("As the file rules read them they are spread over {} days, and over {} in the other "
                                 "order.",
                                 span(of.both) + 1, span(of.swapped) + 1);
    doubt.consequence = "The wrong order puts days into other months.";
    bool day_first = of.field->date_order == DateOrder::dmy;
    doubt.alternatives = {{day_first ? "mdy" : "dmy", day_first ? "Month first" : "Day first", {}},
                          {day_first ? "dmy" : "mdy", day_first ? "Day first" : "Month first", {}}};
    for (const auto& [written, as_it_is, changed] :
         of.by_change[static_cast<std::size_t>(DateChange::swap_possible)].examples) {
        doubt.alternatives[0].sample.push_back(fmt::format("{} is {}", written, day_in_words(changed)));
        doubt.alternatives[1].sample.push_back(fmt::format("{} is {}", written, day_in_words(as_it_is)));
    }
    return doubt;
}

// Single dates that are far from the others, or that name another day of the week.
void DateWatch::tell(const OfField& of, std::vector<Doubt>& out) const
{
    auto told = [&](const Tally& tally, std::string what) {
        Doubt doubt;
        doubt.what = "dates";
        doubt.about = of.field->name;
        doubt.outcome = DoubtOutcome::told;
        std::string examples;
        for (const auto& example : tally.examples) examples += (examples.empty() ? "" : ", ") + example.written;
        doubt.evidence = fmt::format("{} of {} {}: {}. Check {}.", dates(tally.count), of.field->title, what, examples,
                                     tally.count == 1 ? "it" : "them");
        out.push_back(std::move(doubt));
    };
    auto be_far = be(of.far.count);
    if (of.other_weekday.count > 0)
        told(of.other_weekday, of.other_weekday.count == 1 ? "does not fall on the day of the week that it names"
                                                           : "do not fall on the day of the week that they name");
    if (of.early.count > 0 && !is_other_calendar(of))
        told(of.early, fmt::format("{} longer ago than is likely", be(of.early.count)));
    if (of.far.count > 0 && of.far.count * 5 <= of.dates)
        told(of.far, of.range.is_period ? fmt::format("{} far from {}", be_far, period_)
                                        : fmt::format("{} more than two years ahead", be_far));
}

// The name of the file says another period than the one that it is said to be for.
std::optional<Doubt> DateWatch::other_name() const
{
    if (name_period_.empty() || period_.empty() || name_period_ == period_) return std::nullopt;
    auto agrees = [](const OfField& of) { return of.range.is_period && of.dates > 0 && of.outside * 5 <= of.dates; };
    Doubt doubt;
    doubt.what = "repair";
    doubt.about = "wrong_period";
    doubt.question = fmt::format("Is this the file for {}?", period_);
    doubt.evidence = fmt::format("Its name says {}.", name_period_);
    doubt.consequence = "Published for the wrong period, it takes the place of the right file.";
    if (std::ranges::any_of(fields_, agrees)) {
        doubt.outcome = DoubtOutcome::told;
        doubt.evidence = fmt::format("The name of the file says {}, and its dates are in {}.", name_period_, period_);
    }
    doubt.alternatives = {{right, fmt::format("It is for {}", period_), {}}};
    return doubt;
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
    bool few = of.days.size() == 1 || of.dates < few_dates || !is_period_said_;
    if (!of.range.is_of_key && few) doubt.outcome = DoubtOutcome::told;
    doubt.alternatives = {{right, fmt::format("It is for {}", period_), {}}};
    return doubt;
}

std::vector<Doubt> DateWatch::doubts() const
{
    std::vector<Doubt> out;
    for (const auto& of : fields_) {
        auto before = out.size();
        judge(of, out);
        if (out.size() == before) tell(of, out);
    }
    if (auto name = other_name(); name && std::ranges::find(out, name->id(), &Doubt::id) == out.end())
        out.push_back(std::move(*name));
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
