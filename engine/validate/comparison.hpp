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

class ByteSource;

namespace engine
{
struct Changes { // against the previous version, by primary key
    std::int64_t created = 0, updated = 0, unchanged = 0, gone = 0;
};
BOOST_DESCRIBE_STRUCT(Changes, (), (created, updated, unchanged, gone))

// A row of a sample; the side where the row is not there has no cells.
struct ChangedRow {
    using Cells = std::vector<std::optional<std::string>>; // in the order of the sample's columns
    Cells before, now;
};
BOOST_DESCRIBE_STRUCT(ChangedRow, (), (before, now))

// What a version changes against the one that it replaces.
struct VersionChanges {
    std::int64_t rows_before = 0, rows_now = 0;
    std::optional<Changes> changes; // null: the rows have no key in common, so that only their numbers are known
    std::vector<std::string> columns;
    std::vector<ChangedRow> created, updated, unchanged, gone; // the first of each, most_samples at most
};
BOOST_DESCRIBE_STRUCT(VersionChanges, (), (rows_before, rows_now, changes, columns, created, updated, unchanged, gone))
inline constexpr std::size_t most_samples = 20;

class Comparison
{
public:
    // `header` is the previous version's; columns are compared where both have them. The rows of two periods have no
    // key in common, then only counts are compared.
    Comparison(const Schema& schema, const std::vector<std::string>& header, bool same_period = true);

    bool by_key() const { return !key_.empty(); } // else only counts can be compared
    // The rows of the previous version that this file does not have stay beside its own: none of them is gone.
    void keep_earlier() { keeps_ = by_key(); }
    void add_previous(const Chunk& rows);
    // Rows of this file whose cells are canonical. A row that is held back is not gone: it is still in the file.
    void see(const Batch& batch, std::span<const std::uint8_t> held);

    Changes changes() const;
    std::int64_t previous_rows() const { return previous_rows_; }
    std::int64_t rows() const { return rows_ + (keeps_ ? not_replaced() : 0); } // that would be published
    // Whether a row that passed has the key of this row of the previous version.
    bool replaced(const Chunk& previous, std::size_t row) const;
    // With the first rows of each kind; `previous` is read a second time for them.
    VersionChanges version_changes(const ByteSource& previous) const;
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
        FieldType type;
        bool of_words = false; // text, and no part of the key
        std::int64_t nulls_before = 0, nulls_now = 0;
        ValueHistory words{};
    };
    // An updated row as it is now; its former cells are still to be found.
    struct Updated {
        std::size_t slot;
        ChangedRow::Cells now;
    };
    // `cell` gives the cell of one of columns_.
    template <class Cell> KeyHash key_of(Cell cell) const;
    std::optional<std::size_t> slot_of(const Chunk& previous, std::size_t row) const;
    ChangedRow::Cells cells_of(const Batch& batch, std::uint32_t row) const;
    ChangedRow::Cells cells_of(const Chunk& previous, std::size_t row) const;
    std::int64_t not_replaced() const { return static_cast<std::int64_t>(keys_.size()) - replaced_count_; }
    void choose_years(const Chunk& first);
    bool is_key(std::size_t column) const;

    std::vector<Shared> columns_;
    std::vector<std::size_t> key_; // of columns_
    mutable std::string room_;
    KeySet keys_;                                  // key → its row
    std::vector<std::uint32_t> whole_, rest_;      // by row: a hash of all cells, and of those that name no year
    std::vector<std::optional<std::size_t>> year_; // by column: its place in years_
    RollOver years_;
    std::vector<bool> seen_, replaced_; // by slot: by any row of the file, by one that passed
    Changes changes_;
    std::vector<ChangedRow> created_, unchanged_; // the first of them
    std::vector<Updated> updated_;
    bool keeps_ = false;
    std::int64_t seen_count_ = 0, replaced_count_ = 0, previous_rows_ = 0, rows_ = 0;
};
} // namespace engine
