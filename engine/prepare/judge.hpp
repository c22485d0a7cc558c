#pragma once
// Runs the rules over a batch and puts their problems, the reader's findings and stale corrections into words, row by
// row. Says which rows are held back; counts, cards and findings.json grow on the way.
#include "engine/doubts/reading_doubts.hpp"
#include "engine/prepare/findings_file.hpp"
#include "engine/prepare/fixes.hpp"
#include "engine/prepare/sorted_rows.hpp"
#include "engine/run/prepared.hpp"
#include "engine/validate/cards.hpp"
#include "engine/validate/validator.hpp"

namespace engine
{
class Judge
{
public:
    // `into` gets the counts, the first findings and the cards.
    Judge(std::string file_name, Validator& validator, FindingsFile& file, Prepared& into);

    SortedRows::Judged judge(Batch& batch, Fixes::Applied applied, std::vector<Finding>& of_reader);
    void finish(); // once, after the last batch: the cards

    std::int64_t ambiguous_dates() const { return ambiguous_dates_; } // rows
    const std::string& ambiguous_column() const { return ambiguous_column_; }
    std::vector<Doubt> date_orders() const { return date_orders_.doubts(); } // of those columns

private:
    void add(const Batch& batch, std::uint32_t row, Finding finding, std::string_view cause,
             const std::function<std::string()>& title, SortedRows::Judged& out);
    void add_problem(const Batch& batch, const Problem& problem, SortedRows::Judged& out);

    std::string file_name_;
    Validator& validator_;
    FindingsFile& file_;
    Prepared& into_;
    Cards cards_;
    std::int64_t ambiguous_dates_ = 0;
    std::optional<std::uint64_t> last_ambiguous_; // line
    std::string ambiguous_column_;
    DateOrderDoubts date_orders_;
};
} // namespace engine
