#pragma once
// A sheet of a workbook as a table: its rows at their places, blank ones included, with the header found among them.
#include "engine/read/layout.hpp"
#include "engine/read/merged_cells.hpp"
#include "engine/read/reader.hpp"
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// A row that has a value somewhere. Cells without one are null; the last one has one.
struct SheetRow {
    std::uint64_t line = 0; // as the spreadsheet program numbers it
    std::vector<std::string_view> cells;
    bool struck = false; // all of them are struck through
};

// The rows of one sheet, in order.
class SheetRows
{
public:
    virtual ~SheetRows() = default;
    // The next row with a value; false when there is none. Cells live as long as the rows or the arena. Throws
    // Unreadable.
    virtual bool next(Arena& arena, SheetRow& row) = 0;
    virtual double progress() const = 0;
    // The cells merged over several rows of those that were given, as far as a contract is to read them.
    virtual std::span<const MergedRange> merged() const { return {}; }
    // Columns that the sheet does not show, from 0, in order; known with the first row.
    virtual std::span<const std::size_t> hidden_columns() const { return {}; }
    // What is to be said about the sheet as a whole, once the last row was given.
    virtual void report(std::vector<Finding>&) {}
};

class ChunkBuilder;

class SheetTable final : public TableReader
{
public:
    SheetTable(std::shared_ptr<SheetRows> rows, const ReadOptions& options);

    const Layout& layout() const { return layout_; }
    bool empty() const { return waiting_.empty() && ended_; }
    // The first rows of the sheet. Before the first call of `next`.
    std::vector<RowCells> first_rows() const;
    bool next(Chunk& out, std::vector<Finding>& findings) override;
    std::optional<std::uint64_t> counted() const override { return last_line_; } // every line of a sheet is a row
    double progress() const override { return rows_->progress(); }

private:
    void end_at_next_table(std::span<const RowCells> rows);
    void sample(const ReadOptions& options);
    bool parse(Arena& arena);
    void wait_for_next(Arena& arena);
    void keep_waiting();
    bool fill(Chunk& out, ChunkBuilder& builder);
    RowKind kind(RowCells cells) const;
    void fill_merged(SheetRow& row, Arena& arena);
    void note(const SheetRow& row, RowKind kind);
    void tell_hidden_columns(std::vector<Finding>& findings) const;

    std::shared_ptr<SheetRows> rows_;
    bool canonical_;
    Layout layout_;
    SheetRow row_;
    MergedCells merged_;
    std::vector<Finding> notes_;             // of the rows given since the last chunk
    std::deque<SheetRow> waiting_;           // parsed but not yet given
    Arena texts_;                            // of the waiting rows
    std::uint64_t line_ = 1, last_line_ = 0; // next to give; of the last row parsed
    bool ended_ = false, reported_ = false, begun_ = false;
};

// Fills in what all workbooks have in common: pages, the notices of hidden sheets, the header row of the first sheet.
void finish_workbook(OpenedFile& file);
// A warning that a sheet has rows with values that it does not show.
Finding hidden_rows(const std::string& file, std::uint64_t count);

// The columns that such a finding (hidden_columns) names, from 0.
std::vector<std::size_t> hidden_columns_in(const Finding& finding);

// A sheet as its workbook lists it.
struct ListedSheet {
    std::string name;
    bool hidden = false;
};
using OpenSheet = std::function<std::shared_ptr<SheetRows>(std::size_t sheet)>;
// The sheets of a workbook as tables, or the one that a person means: as written, in any case, or by its position from
// 1. Throws Unreadable (sheet).
OpenedFile open_sheets(FileKind kind, const std::vector<ListedSheet>& sheets, const OpenSheet& open,
                       const std::string& file, const ReadOptions& options);
} // namespace engine
