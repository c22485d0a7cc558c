#include "server/incidents/shipped.hpp"
#include "engine/repair/repairs.hpp"
#include <algorithm>

namespace incidents
{
namespace
{
constexpr ShippedError errors[] = {
    {"wrong_encoding", "Letters in another encoding", "Names have question marks or odd signs in place of letters.",
     "Ask the sender to save the file as “CSV UTF-8”.",
     "The file is read again in the encoding that fits its letters."},
    {"double_encoding", "Letters encoded twice", "Letters with accents appear as two odd signs each.",
     "Ask the sender to export straight from the program, without opening the file in between.",
     "The letters are decoded once more."},
    {"mark_in_header", "An invisible mark in a column’s name",
     "A column seems to be missing although its name is there.", "Nothing has to be done.", "The mark is left out."},
    {"wrong_delimiter", "Cells separated by another sign", "Everything seems to be in one column.",
     "Ask the sender to export with the separator that the file rules name.",
     "The file is read again with the sign that separates its cells."},
    {"header_below_notes", "Column names below other lines", "A title or notes stand above the table.",
     "Nothing has to be done.", "The lines above the table are left out."},
    {"two_header_rows", "Column names over two rows", "Headings group several columns.", "Nothing has to be done.",
     "The rows are read as one row of names."},
    {"totals_row", "A row of totals among the rows", "A row adds the others up.",
     "Ask the sender to export without totals.", "The rows of totals are left out."},
    {"trailing_blank_rows", "Blank rows at the end", "The file ends with rows that hold nothing.",
     "Nothing has to be done.", "The blank rows are left out."},
    {"ghost_columns", "Empty columns without a name", "The sheet has columns with neither a name nor a value.",
     "Nothing has to be done.", "The empty columns are left out."},
    {"eaten_zeros", "Zeros in front lost", "Ids are shorter than they should be.",
     "Ask the sender to format the column as text before saving.", "The ids are filled up with zeros in front."},
    {"scientific_ids", "Ids shortened to scientific notation", "Ids look like 1.23E+08; their last digits are gone.",
     "Send the file back: the digits are not in it. The sender formats the column as text and exports again.",
     "Nothing can bring the digits back; the rows go back to the sender."},
    {"serial_dates", "Dates written as numbers", "Dates look like 46356.",
     "Ask the sender to format the column as a date.", "The numbers are turned back into dates."},
    {"day_month_swap", "Day and month the other way round", "Some dates are impossible, others lie months away.",
     "Answer once whether the day or the month comes first.",
     "The dates are read in the other order, once a person says so."},
    {"decimal_comma", "A comma as decimal mark", "Amounts such as 12,50 are not taken for numbers.",
     "Nothing has to be done.", "The amounts are read with a comma as the decimal mark."},
    {"duplicate_upload", "The same file sent twice", "The file is the one that was sent before, byte for byte.",
     "Ask the sender whether another file was meant.", "It is here already; nothing is published twice."},
    {"same_key_twice", "Rows with the same key", "Two rows are about the same thing.",
     "Look at each pair and leave the wrong row out, or send them back to the sender.",
     "Rows that are the same in every column are left out, once a person says so."},
    {"near_value", "Words that are nearly right", "A word is one slip away from one that is allowed.",
     "Accept the proposed words.", "The words are replaced by the ones that are meant, once a person says so."},
    {"renamed_column", "A column with a new name", "A column is gone and another one holds the same values.",
     "Nothing has to be done; the new name can be added to the file rules.",
     "The new column is taken for the old one."},
    {"unknown_student", "Ids that the other file does not have", "Rows are about somebody who is not in the roster.",
     "Wait for the next roster, or correct the ids.", "Ids that are one slip away are proposed."},
    {"wrong_period", "A file for another period", "The dates lie in another week, month or term than the file is for.",
     "Publish it for the period of its dates, or send the right file.", "A person says for which period it is."},
};
static_assert(std::size(errors) == std::size(engine::known_errors));
} // namespace

std::span<const ShippedError> shipped_errors() { return errors; }

const ShippedError* find_shipped(std::string_view key)
{
    auto found = std::ranges::find(errors, key, &ShippedError::key);
    return found == std::end(errors) ? nullptr : found;
}

const engine::KnownError* find_in_engine(std::string_view key)
{
    auto found = std::ranges::find(engine::known_errors, key, &engine::KnownError::name);
    return found == std::end(engine::known_errors) ? nullptr : *found;
}
} // namespace incidents
