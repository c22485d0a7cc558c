#pragma once
// The rows of one sheet, as its XML gives them.
#include "engine/read/package/xml_scanner.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/read/xlsx/workbook.hpp"
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
class SheetParser
{
public:
    // The workbook outlives the parser.
    SheetParser(std::unique_ptr<package::ZipStream> stream, const Workbook& book, std::string file,
                const ReadOptions& options);

    // The next row with a value; false when there is none. Cells are views into the workbook's strings or into `arena`.
    bool next(Arena& arena, SheetRow& row);
    double progress() const { return ended_ ? 1.0 : stream_->progress(); }
    std::uint64_t uncalculated() const { return uncalculated_; } // formulas without a stored result so far
    // What was read so far, by column.
    struct OfColumn {
        std::int64_t uncalculated = 0; // formulas without a stored result
        std::int64_t zeros = 0;        // formulas whose result is 0
        std::int64_t percents = 0;     // numbers with a format of percents
    };
    std::span<const OfColumn> columns() const { return columns_; }
    // Whether each result of a formula is 0, as they are where a program wrote formulas and worked none out.
    bool never_calculated() const { return book_.calculates_on_load && zeros_ > 1 && results_ == zeros_; }
    std::uint64_t hidden_rows() const { return hidden_rows_; }                      // with a value, so far
    std::span<const std::size_t> hidden_columns() const { return hidden_columns_; } // once a row was given

private:
    enum class Type : std::uint8_t { number, shared, text, inline_text, boolean, error, date };
    static Type type_of(std::string_view name);
    void read_columns();
    void read_row(SheetRow& row);
    void read_cell(SheetRow& row);
    void count(std::size_t column, bool has_formula);
    std::string_view cell_text();
    std::string_view shown(std::string_view text, const NumberFormat& format);

    std::unique_ptr<package::ZipStream> stream_;
    const Workbook& book_;
    std::string file_;
    bool stored_, canonical_;
    package::XmlScanner xml_;
    bool in_data_ = false, ended_ = false;
    std::uint64_t last_line_ = 0, uncalculated_ = 0, hidden_rows_ = 0;
    std::uint64_t results_ = 0, zeros_ = 0; // of formulas
    std::vector<OfColumn> columns_;
    std::vector<std::size_t> hidden_columns_;
    Arena* arena_ = nullptr;

    // The cell at hand.
    std::size_t next_column_ = 0, style_ = 0;
    Type type_ = Type::number;
    std::string value_, room_;
};
} // namespace engine::xlsx
