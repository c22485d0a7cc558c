#pragma once
// A correction sheet that comes back: what its sender changed, as corrections of the file that it was made from.
//
// A row is found by its row code, which holds its line and a digest of its cells as sent; without codes (the column was
// lost) by its row number where the cells that were right are still the same. A cell is compared three ways: the file,
// the corrections made meanwhile, the sheet. What two people changed differently is left to a person; nothing is
// guessed, and everything that does not join is said in a sentence.
#include "engine/run/job.hpp"

namespace engine
{
struct SlipMerge {
    std::vector<Fix> fixes;       // new ones, in the order of the file
    std::int64_t rows = 0;        // of the sheet
    std::int64_t joined = 0;      // of them, rows with a new correction
    std::int64_t unchanged = 0;   // of them, rows that say nothing new
    std::vector<Notice> left_out; // of the others, why; and cells that were left as they are
};
BOOST_DESCRIBE_STRUCT(SlipMerge, (), (fixes, rows, joined, unchanged, left_out))

// `job` is that of the run whose rows were held back, with all corrections made so far. Throws Unreadable where the
// sheet cannot be read or is no correction sheet of this file.
SlipMerge merge_slip(const Job& job, const ByteSource& slip, const std::string& slip_name);
} // namespace engine
