#pragma once
// Which delimiter, quote and escape a file uses.
#include "engine/read/csv/tokenizer.hpp"
#include "engine/read/reader.hpp"
#include <string>
#include <string_view>

namespace engine::csv
{
// Stands for the delimiter of a table of one column: a byte that no UTF-8 text has.
inline constexpr const char* no_delimiter = "\xFF";

struct FoundDialect {
    Punctuation punctuation;
    std::string newline = "\n"; // the one that most lines have
    bool spaced = false;        // a space follows each delimiter and belongs to no cell
    double score = 0;           // 0 when nothing spoke for any delimiter
};

// Judges the beginning of a file. `whole` says that the sample is all of it. What `options` names is taken as given.
//
// Each candidate dialect splits the sample; the one that gives the most uniform rows of the best recognisable cells
// wins, after G. van den Burg, A. Nazábal, C. Sutton, "Wrangling messy CSV files by detecting row and type patterns",
// Data Mining and Knowledge Discovery 33 (2019). Their pattern score divides by the number of row patterns; here rows
// of one width are weighted by their share, so that a few ragged rows in a long file cost little, as in W. García,
// "Detecting CSV file dialects by table uniformity measurement and data type inference", Semantic Web (2024).
FoundDialect detect_dialect(std::string_view sample, bool whole, const ReadOptions& options);
} // namespace engine::csv
