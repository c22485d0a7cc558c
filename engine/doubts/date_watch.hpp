#pragma once
// Looks at the dates of a file while it streams by, for contradictions: within a column, with the period, with today
// and with the calendar.
#include "engine/doubts/date_changes.hpp"
#include <array>
#include <map>

namespace engine
{
class DateWatch
{
public:
    DateWatch(const Contract& contract, const Matching& matching, const Job& job); // contract and matching outlive this
    void see(const Chunk& chunk);
    std::vector<Doubt> doubts() const; // once, after the last row

private:
    struct Example {
        std::string written;
        Date as_it_is, changed;
    };
    struct Tally {
        std::int64_t count = 0;
        std::vector<Example> examples{};
    };
    using Days = std::map<std::int64_t, std::int64_t>; // rows of each day
    static constexpr std::size_t changes = 7;          // all of DateChange but ranges, and of years of two digits:
    static constexpr std::size_t century = changes;
    struct OfField {
        const Field* field;
        std::size_t column;
        DateRange range;
        std::int64_t dates = 0, outside = 0;
        std::int64_t year_first = 0, year_first_low = 0, day_first_only = 0, month_first_only = 0, either = 0;
        std::array<Tally, changes + 1> by_change{};
        Days days{};                   // of the field that a period is about
        std::vector<Example> beyond{}; // of births in the future that nothing explains
        Days sure{};                   // of dates that one order alone reads
        Days both{}, swapped{};        // of dates that both read: as they stand, and in the other
        Tally early{};                 // before any that a school has
        Tally far{}, other_weekday{};  // far from the period, or from today; on another day of the week than they say
    };
    struct Ranges { // a column of text
        const Field* field;
        std::size_t column;
        std::int64_t ranges = 0, dates = 0;
        std::vector<std::pair<std::string, std::string>> examples{};
    };

    bool is_early(const Date& date, bool is_birth) const;
    void see_date(OfField& of, std::string_view cell) const;
    static void see_orders(OfField& of, const WrittenDate& written);
    static void see_text(Ranges& of, std::string_view cell);
    static bool is_other_calendar(const OfField& of);
    void judge(const OfField& of, std::vector<Doubt>& out) const;
    Doubt doubt_of(const OfField& of, DateChange change, const Tally& tally, std::string evidence) const;
    Doubt century_doubt(const OfField& of, const Tally& tally) const;

    std::optional<Doubt> other_order(const OfField& of) const;
    std::optional<Doubt> wrong_period(const OfField& of) const;
    std::optional<Doubt> other_name() const;
    void tell(const OfField& of, std::vector<Doubt>& out) const;

    std::optional<int> this_year_;
    std::optional<std::int64_t> today_;
    std::string period_;
    std::string name_period_;    // that the file's name says
    bool is_period_said_ = true; // by more than the name
    std::vector<OfField> fields_;
    std::vector<Ranges> texts_;
};
} // namespace engine
