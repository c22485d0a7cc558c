#pragma once
// Good files, read to their ends: what their columns hold, and a sample of their rows for finding a key.
#include "engine/infer/column_profile.hpp"
#include "engine/infer/infer.hpp"

namespace engine
{
// The first rows of one file as hashes of their cells, for looking at many keys without keeping texts.
struct KeySample {
    std::vector<std::vector<std::uint64_t>> columns; // as in Survey::columns; empty where the file lacks it
    std::size_t rows = 0;
};
inline constexpr std::size_t most_sampled_rows = 100'000;    // of a file
inline constexpr std::size_t most_sampled_cells = 8'000'000; // of all files, 8 bytes each

struct Survey {
    std::vector<ColumnProfile> columns; // those of the first file, then what others add
    std::vector<KeySample> samples;     // one for each file
    std::optional<std::string> sheet;   // of the first file's table
    std::size_t tables = 1;             // of the first file that could be meant
    bool has_header = true;
    std::int64_t rows = 0;
    std::vector<Doubt> doubts;         // of the first file that has one, each kind once
    bool all_sheets = false;           // of the first file, which are alike
    std::vector<std::string> headings; // texts of rows that head others
    std::vector<std::string> hidden;   // headers of columns that the sheet does not show; they have no profile
    std::int64_t prepared_rows = 0;    // which are not among the rows
    std::vector<std::string> repeated; // headers that two columns have: nobody could tell which is meant
};

// Throws Unreadable.
Survey survey(const std::vector<GoodFile>& files, const ReadOptions& options, const Choices& choices);
} // namespace engine
