#pragma once
// The rows of one sheet, as its XML gives them.
#include "engine/read/reader.hpp"
#include "engine/read/xlsx/workbook.hpp"
#include "engine/read/xlsx/xml.hpp"
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
// A row that has a value somewhere. Cells without one are null; the last one has one.
struct SheetRow {
    std::uint64_t line = 0; // as Excel numbers it
    std::vector<std::string_view> cells;
};

class SheetParser final : XmlEvents
{
public:
    // The workbook outlives the parser.
    SheetParser(std::unique_ptr<ZipStream> stream, const Workbook& book, std::string file, const ReadOptions& options);

    // The next row with a value; false when there is none. Cells are views into the workbook's strings or into `arena`.
    bool next(Arena& arena, SheetRow& row);
    double progress() const { return ended_ ? 1.0 : stream_->progress(); }
    std::uint64_t uncalculated() const { return uncalculated_; } // formulas without a stored result so far

private:
    void start(std::string_view name, const Attributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;
    void finish_cell();
    std::string_view cell_text();

    std::unique_ptr<ZipStream> stream_;
    const Workbook& book_;
    std::string file_;
    bool stored_, canonical_;
    std::unique_ptr<XmlParser> xml_;
    bool ended_ = false, in_data_ = false;

    Arena* arena_ = nullptr;
    SheetRow* row_ = nullptr;
    bool row_done_ = false;
    std::uint64_t last_line_ = 0;
    std::uint64_t uncalculated_ = 0;

    // The cell at hand.
    std::size_t column_ = 0, next_column_ = 0, style_ = 0;
    enum class Type : std::uint8_t { number, shared, text, inline_text, boolean, error, date } type_ = Type::number;
    bool in_value_ = false, has_formula_ = false;
    std::string value_;
    RichText inline_;
};
} // namespace engine::xlsx
