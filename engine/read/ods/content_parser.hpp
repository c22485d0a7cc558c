#pragma once
// The sheets of an OpenDocument spreadsheet, as its content gives them (OpenDocument 1.3 part 3, chapters 9 and 19).
#include "engine/read/package/xml_scanner.hpp"
#include "engine/read/sheet_table.hpp"
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace engine::ods
{
class ContentParser
{
public:
    ContentParser(std::unique_ptr<package::ZipStream> stream, std::string file, const ReadOptions& options);

    // Goes to the beginning of the next sheet; false when there is none.
    bool next_sheet(ListedSheet& sheet);
    // The next row of the sheet at hand with a value; false when there is none.
    bool next_row(Arena& arena, SheetRow& row);
    // Passes over what is left of the sheet at hand.
    void end_sheet();
    bool hidden() const { return hidden_; } // the sheet at hand
    double progress() const { return stream_->progress(); }
    std::uint64_t hidden_rows() const { return hidden_rows_; }         // of the sheet at hand with a value, so far
    const std::vector<MergedRange>& merged() const { return merged_; } // of the sheet at hand, so far
    const std::vector<std::size_t>& hidden_columns() const { return hidden_columns_; } // of the sheet at hand

private:
    struct Cell {
        std::string type, value, date, time, truth; // as office:… has them
        std::string shown;
        std::size_t repeated = 1, rows = 1; // rows: that it is merged over
        std::size_t spaces = 0;             // that stand as a number
    };
    void read_style();
    bool next_row_tag();
    void count_made(std::size_t cells, std::size_t bytes);
    void read_columns();
    void read_row(Arena& arena, SheetRow& row);
    void read_cell(Cell& cell);
    void take_paragraph(Cell& cell);
    std::string_view text_of(const Cell& cell) const;

    std::unique_ptr<package::ZipStream> stream_;
    std::string file_;
    bool stored_, canonical_;
    package::XmlScanner xml_;
    std::set<std::string, std::less<>> hiding_; // styles of tables that are not shown
    bool in_sheet_ = false, hidden_ = false;
    std::uint64_t line_ = 0;    // the last one given or passed over
    std::uint64_t repeats_ = 0; // how often the last row comes again
    std::vector<std::string> repeated_;
    std::uint64_t given_ = 0, hidden_rows_ = 0;
    // What stands in the document, and what it says comes again.
    std::uint64_t written_cells_ = 0, written_text_ = 0, made_cells_ = 0, made_text_ = 0;
    std::vector<MergedRange> merged_;
    std::size_t columns_ = 0; // told of so far
    std::vector<std::size_t> hidden_columns_;
    Cell cell_;
    mutable std::string room_;
};
} // namespace engine::ods
