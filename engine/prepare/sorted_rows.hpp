#pragma once
// Where the rows of a batch go once they are judged: the file of the rows that passed, or the slip for the sender.
#include "engine/publish/output.hpp"
#include "engine/publish/slip/slip.hpp"
#include "engine/run/job.hpp"
#include "engine/summary/column_summary.hpp"
#include "engine/table/batch.hpp"
#include <map>

namespace engine
{
class SortedRows
{
public:
    SortedRows(const OpenOutput& open, const std::string& rows_file, const Schema& schema, const Matching& matching);

    // Findings of rows that are held back, by row; `held[row]` says which are.
    struct Judged {
        std::vector<std::uint8_t> held, fixed;
        std::vector<std::pair<std::uint32_t, Finding>> findings;
    };
    void add(const Chunk& as_sent, const Batch& clean, const Judged& judged);
    // A row of the version before that stays; its cells in the order of the schema.
    void keep(std::span<const std::string_view> cells);
    void finish();
    std::int64_t written() const { return written_; } // rows that passed or stay
    // Rows that are held back beyond those that a slip takes.
    std::int64_t left_out_of_slip() const { return left_out_of_slip_; }
    // What the columns of the rows that passed hold.
    std::vector<ColumnSummary> summaries(std::optional<int> suppress_below) const;

private:
    void add_passed(const Batch& clean, std::span<const std::uint32_t> rows);
    void write_slip(const Chunk& as_sent, std::uint32_t row, std::span<const Finding> findings);

    const OpenOutput& open_;
    const Matching& matching_;
    std::size_t fields_;
    std::map<std::string, std::vector<std::string>> allowed_; // values of a field
    std::unique_ptr<TableWriter> clean_;
    std::unique_ptr<SlipWriter> slip_; // opened for the first row that is held back
    bool slip_wanted_ = true;
    std::int64_t slip_rows_ = 0, left_out_of_slip_ = 0;
    std::vector<ColumnCounter> counters_;
    std::vector<std::uint32_t> passed_; // rows of the batch
    std::vector<std::string_view> cells_;
    std::int64_t written_ = 0;
};
} // namespace engine
