#pragma once
// The known errors that ship with the product, one file each in errors/.
#include "engine/repair/known_error.hpp"
#include "engine/run/text_trace.hpp"
#include <span>

namespace engine
{
extern const KnownError wrong_encoding;     // cp1252 read as UTF-8
extern const KnownError double_encoding;    // UTF-8 encoded twice: Ã¶ for ö
extern const KnownError mark_in_header;     // a byte order mark left in the first header
extern const KnownError wrong_delimiter;    // ; where , was expected
extern const KnownError header_below_notes; // header not on row 1
extern const KnownError two_header_rows;
extern const KnownError totals_row;
extern const KnownError trailing_blank_rows;
extern const KnownError ghost_columns;  // columns without a name and values
extern const KnownError eaten_zeros;    // a spreadsheet took ids for numbers
extern const KnownError scientific_ids; // 1.23457E+08
extern const KnownError serial_dates;   // 46356 for 30/11/2026
extern const KnownError day_month_swap;
extern const KnownError decimal_comma;
extern const KnownError duplicate_upload; // the same bytes as last time
extern const KnownError same_key_twice;
extern const KnownError near_value; // Presnt for Present
extern const KnownError renamed_column;
extern const KnownError unknown_student; // an id that the other feed does not have
extern const KnownError wrong_period;    // last week's file

inline constexpr const KnownError* known_errors[] = {
    &wrong_encoding,  &double_encoding, &mark_in_header,      &wrong_delimiter, &header_below_notes,
    &two_header_rows, &totals_row,      &trailing_blank_rows, &ghost_columns,   &eaten_zeros,
    &scientific_ids,  &serial_dates,    &day_month_swap,      &decimal_comma,   &duplicate_upload,
    &same_key_twice,  &near_value,      &renamed_column,      &unknown_student, &wrong_period,
};

// What becomes of the known errors of a run before anything is published.
struct Treatment {
    std::vector<KnownErrorMatch> repairs; // of format, unless of a protected column; others where a person chose it
    std::vector<Doubt> doubts;            // that hold the run. Errors whose rows are held back anyway do not.
};
Treatment treat_known_errors(const Job& job, const Prepared& prepared, std::span<const TextTrace> texts);

// Which known errors the outcome of a run shows, in the order of the list.
std::vector<KnownErrorMatch> match_known_errors(const Job& job, const Prepared& prepared);
} // namespace engine
