#pragma once
// The worksheets of an XML Spreadsheet. Internal to xls/.
#include "engine/read/package/xml_scanner.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/read/xlsx/number_format.hpp"
#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace engine::xls
{
class WorksheetParser
{
public:
    WorksheetParser(std::unique_ptr<package::ZipStream> stream, std::string file, const ReadOptions& options);

    // Goes to the beginning of the next worksheet, of which the name is known there; false when there is none.
    bool next_sheet(ListedSheet& sheet);
    // The next row of the worksheet at hand with a value; false when there is none.
    bool next_row(Arena& arena, SheetRow& row);
    // Passes over what is left of the worksheet at hand.
    void end_sheet();
    // Whether the worksheet at hand is hidden; known behind its last row.
    bool hidden() const { return hidden_; }
    double progress() const { return stream_->progress(); }
    std::uint64_t hidden_rows() const { return hidden_rows_; }         // of the worksheet at hand, so far
    const std::vector<MergedRange>& merged() const { return merged_; } // of the worksheet at hand, so far
    const std::vector<std::size_t>& hidden_columns() const { return hidden_columns_; } // of the worksheet at hand

private:
    void read_style();
    bool next_row_tag();
    void read_column();
    void read_row(Arena& arena, SheetRow& row);
    void read_cell(Arena& arena, SheetRow& row);
    void read_options();
    std::string_view text_of(const xlsx::NumberFormat& format);

    std::unique_ptr<package::ZipStream> stream_;
    std::string file_;
    bool stored_, canonical_;
    package::XmlScanner xml_;
    std::map<std::string, xlsx::NumberFormat, std::less<>> formats_; // by style
    xlsx::NumberFormat general_{"General"};
    bool in_sheet_ = false, hidden_ = false;
    std::uint64_t line_ = 0, given_ = 0, hidden_rows_ = 0;
    std::vector<MergedRange> merged_;
    std::vector<std::size_t> hidden_columns_;
    std::size_t column_ = 0;
    std::string type_, value_, room_;
};
} // namespace engine::xls
