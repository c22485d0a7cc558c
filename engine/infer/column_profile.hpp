#pragma once
// What the values of one column have in common, seen one by one.
#include "engine/infer/shape.hpp"
#include "engine/run/text_trace.hpp"
#include "engine/text/dates.hpp"
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// How decimals and groups are written, the likelier ways first.
struct NumberWay {
    char decimal;
    std::string_view group;
};
inline constexpr NumberWay number_ways[] = {{'.', ""}, {'.', ","}, {',', "."}, {',', " "},
                                            {',', ""}, {'.', " "}, {'.', "'"}};
inline constexpr std::size_t ways = std::size(number_ways);

// Words that stand for “nothing” wherever they are, and those that do so only in a column of numbers or dates.
bool means_missing(std::string_view value);
bool may_mean_missing(std::string_view value);

class ColumnProfile
{
public:
    explicit ColumnProfile(std::string header) : header_(std::move(header))
    {
        bare_.fill(true);
        loose_.fill(true);
        fractions_.fill(false);
    }

    void see(std::string_view cell); // trimmed
    void see_absent() { ++blanks_; } // the file has no such column

    const std::string& header() const { return header_; }
    std::int64_t values() const { return values_; } // doubtful words not counted
    std::int64_t blanks() const { return blanks_; }
    const std::map<std::string, std::int64_t>& doubtful() const { return doubtful_; }

    // The ways in which every value is a number; with one currency sign or unit around where not `bare`.
    std::vector<std::size_t> numbers(bool bare) const;
    bool has_fractions(std::size_t way) const { return fractions_[way]; } // or exponents
    bool leading_zeros() const { return zeros_; }
    bool long_digits() const { return long_; } // more than 15: no spreadsheet keeps them
    bool all_digits() const { return values_ && digits_; }
    bool exponents() const { return exponents_; }
    // Writing that codes have and numbers have not, such as 5E0, or letters that may be no unit: 5 g. The first value
    // that has it; empty: none does.
    const std::string& like_a_code() const { return like_a_code_; }
    bool mixes_units() const { return unit_ && is_letter_unit_ && without_unit_; } // 12 beside 5 g
    bool fractions() const { return any_fraction_; }
    bool two_digit_years() const { return two_digit_years_; }
    // Words without a digit in a column whose other values are numbers, most of all; how often each is there.
    const std::map<std::string, std::int64_t, std::less<>>& masks() const { return masks_; }
    bool is_mostly_numbers() const { return numbers_seen_ >= 3 && numbers_seen_ * 2 >= values_; }
    // Values that are no number, or no date, in a column that has mostly those; the first of them, empty: none is.
    const std::string& no_number() const { return no_number_; }
    bool is_nearly_numbers() const { return !no_number_.empty() && numbers_seen_ * 4 >= values_ * 3; }
    const std::string& no_date() const { return no_date_; }
    bool is_nearly_dates() const { return !no_date_.empty() && dates_seen_ * 4 >= values_ * 3; }
    // Numbers with different signs or units around them.
    bool has_several_units() const { return values_ > 1 && !one_unit_ && known_units_ && no_number_.empty(); }
    bool phones() const { return values_ && phones_; }
    bool negatives() const { return negatives_; }
    std::optional<double> largest() const { return largest_; } // of plain numbers
    std::optional<double> smallest() const { return smallest_; }

    bool truths() const { return values_ && truths_; } // true and false in any case
    bool dates() const { return values_ && dates_; }
    bool datetimes() const { return values_ && datetimes_; }
    // Bit `1 << order` for each order in which every date is real; 0: the orders are mixed.
    std::uint8_t orders() const { return orders_; }
    // The first and the last date as read in an order, in days; nothing where there is none.
    std::optional<std::pair<std::int64_t, std::int64_t>> days(DateOrder order) const
    {
        return days_[static_cast<std::size_t>(order)];
    }
    bool times() const { return values_ && times_; }
    bool years() const { return values_ && years_; }
    bool yearmonths() const { return values_ && yearmonths_; }
    bool emails() const { return values_ && emails_; }

    // The different values in order, unless they are more than `most_words`.
    bool has_few_words() const { return words_.size() <= most_words; }
    std::vector<std::string> words() const;
    std::size_t longest() const { return longest_; }  // bytes
    const TextTrace& trace() const { return trace_; } // as text
    std::optional<std::string> pattern() const { return shape_.pattern(); }
    bool all_ascii() const { return ascii_; }

    static constexpr std::size_t most_words = 24;
    static constexpr std::size_t most_masks = 4;

private:
    bool is_mask(std::string_view cell);
    void see_number(std::string_view cell);
    void see_no_number(std::string_view cell);
    void see_unit(std::string_view cell);
    void widen(std::string_view canonical);
    void see_date(std::string_view cell);
    void widen_days(std::string_view cell);

    std::string header_;
    std::int64_t values_ = 0, blanks_ = 0;
    std::map<std::string, std::int64_t> doubtful_;
    std::map<std::string, std::int64_t, std::less<>> words_;
    std::map<std::string, std::int64_t, std::less<>> masks_;
    bool has_masks_ = true; // and no more different ones than masks may be
    std::int64_t numbers_seen_ = 0, dates_seen_ = 0;
    std::string no_number_, no_date_;
    std::array<std::optional<std::pair<std::int64_t, std::int64_t>>, 3> days_;
    std::size_t longest_ = 0;
    Shape shape_;
    TextTrace trace_;
    std::array<bool, ways> bare_, loose_, fractions_;
    std::optional<std::string> unit_; // around the numbers
    std::string like_a_code_;
    bool is_letter_unit_ = false, without_unit_ = false, any_fraction_ = false, two_digit_years_ = false;
    bool one_unit_ = true, known_units_ = true;
    bool zeros_ = false, long_ = false, digits_ = true, exponents_ = false, phones_ = true;
    bool negatives_ = false, truths_ = true, dates_ = true, datetimes_ = true, times_ = true, years_ = true;
    bool yearmonths_ = true, emails_ = true, ascii_ = true;
    std::uint8_t orders_ = 7;
    std::optional<double> largest_, smallest_;
    std::string room_;
};
} // namespace engine
