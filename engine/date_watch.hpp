#pragma once
// Looks at the dates of a file while it streams by, for contradictions: within a column, with the period, with today
// and with the calendar.
#include "engine/date_changes.hpp"
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
    static constexpr std::size_t changes = 5; // all of DateChange but ranges, and of years of two digits:
    static constexpr std::size_t century = changes;
    struct OfField {
        const Field* field;
        std::size_t column;
        DateRange range;
        std::int64_t dates = 0, outside = 0;
        std::int64_t year_first = 0, year_first_low = 0, day_first_only = 0, month_first_only = 0, either = 0;
        std::array<Tally, changes + 1> by_change{};
        std::map<std::int64_t, std::int64_t> days{}; // of the field that a period is about: rows of each day
        std::vector<Example> beyond{};               // of births in the future that nothing explains
    };
    struct Ranges { // a column of text
        const Field* field;
        std::size_t column;
        std::int64_t ranges = 0, dates = 0;
        std::vector<std::pair<std::string, std::string>> examples{};
    };

    static void see_date(OfField& of, std::string_view cell);
    static void see_text(Ranges& of, std::string_view cell);
    void judge(const OfField& of, std::vector<Doubt>& out) const;
    Doubt doubt_of(const OfField& of, DateChange change, const Tally& tally, std::string evidence) const;
    Doubt century_doubt(const OfField& of, const Tally& tally) const;

    std::optional<Doubt> wrong_period(const OfField& of) const;

    std::optional<int> this_year_;
    std::string period_;
    std::vector<OfField> fields_;
    std::vector<Ranges> texts_;
};
} // namespace engine
