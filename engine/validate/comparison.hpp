#pragma once
// This file against the version it replaces, by primary key.
#include "engine/contract/contract.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/finding.hpp"
#include "engine/table/key_set.hpp"
#include "engine/validate/roll_over.hpp"
#include "engine/validate/value_history.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace engine
{
struct Changes { // against the previous version, by primary key
    std::int64_t created = 0, updated = 0, unchanged = 0, gone = 0;
};
BOOST_DESCRIBE_STRUCT(Changes, (), (created, updated, unchanged, gone))

class Comparison
{
public:
    // `header` is the previous version's; columns are compared where both have them. The rows of two periods have no
    // key in common, then only counts are compared.
    Comparison(const Schema& schema, const std::vector<std::string>& header, bool same_period = true);

    bool by_key() const { return !key_.empty(); } // else only counts can be compared
    void add_previous(const Chunk& rows);
    // Rows of this file whose cells are canonical. A row that is held back is not gone: it is still in the file.
    void see(const Batch& batch, std::span<const std::uint8_t> held);

    Changes changes() const;
    std::int64_t previous_rows() const { return previous_rows_; }
    std::int64_t rows() const { return rows_; } // of this file, passed ones
    struct Nulls {
        std::string field;
        double before = 0, now = 0; // shares of the rows, 0 … 1
    };
    std::vector<Nulls> nulls() const;

    // Of a new school year, which no limit counts: rows that only moved up, and the gone ones of the oldest year.
    struct NewYear {
        std::int64_t moved_up = 0, left = 0;
    };
    std::optional<NewYear> new_year() const;
    // “status has a value that the last version did not have: Remote (12 rows).”
    std::vector<Notice> value_notices() const;

private:
    struct Shared {
        std::string name;
        std::size_t field, previous;
        bool of_words = false; // text, and no part of the key
        std::int64_t nulls_before = 0, nulls_now = 0;
        ValueHistory words{};
    };
    void choose_years(const Chunk& first);
    bool is_key(std::size_t column) const;

    std::vector<Shared> columns_;
    std::vector<std::size_t> key_;                 // of columns_
    KeySet keys_;                                  // key → its row
    std::vector<std::uint32_t> whole_, rest_;      // by row: a hash of all cells, and of those that name no year
    std::vector<std::optional<std::size_t>> year_; // by column: its place in years_
    RollOver years_;
    std::vector<bool> seen_; // by slot
    Changes changes_;
    std::int64_t seen_count_ = 0, previous_rows_ = 0, rows_ = 0;
};
} // namespace engine
