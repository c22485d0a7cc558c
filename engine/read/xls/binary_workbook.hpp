#pragma once
// What all sheets of a binary workbook share, and the cells of one (MS-XLS). Internal to xls/.
#include "engine/read/sheet_table.hpp"
#include "engine/read/xlsx/number_format.hpp"
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::xls
{
struct BinarySheet {
    std::string name;
    std::size_t offset = 0; // of its first record
    bool hidden = false;
};

struct BinaryWorkbook {
    std::string stream;
    std::vector<BinarySheet> sheets; // sheets of cells only
    std::vector<std::string> strings;
    std::vector<xlsx::NumberFormat> formats;
    std::vector<std::uint32_t> styles; // index of a cell style → index in formats
    bool date1904 = false;
    std::uint64_t given = 0; // bytes of cells, by all sheets; they are held in memory

    const xlsx::NumberFormat& format(std::size_t style) const;
};
// Throws Unreadable: unsupported (before Excel 97), locked, damaged, without a sheet.
BinaryWorkbook read_workbook(std::string stream, const std::string& file);

struct SheetCell {
    std::uint32_t row = 0, column = 0;
    std::string_view text;
};
struct SheetCells {
    Arena arena;
    std::vector<SheetCell> cells;  // by row, then column
    std::uint64_t hidden_rows = 0; // with a value
    std::vector<std::size_t> hidden_columns;
};
SheetCells read_cells(BinaryWorkbook& book, const BinarySheet& sheet, const ReadOptions& options,
                      const std::string& file);
} // namespace engine::xls
