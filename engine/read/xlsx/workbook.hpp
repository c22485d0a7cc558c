#pragma once
// What all sheets of a workbook share: their list, the styles, the strings.
#include "engine/read/package/zip.hpp"
#include "engine/read/xlsx/number_format.hpp"
#include "engine/read/xlsx/shared_strings.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace engine::xlsx
{
struct SheetEntry {
    std::string name;
    std::string path; // of its part in the archive
    bool hidden = false;
};

struct Workbook {
    std::vector<SheetEntry> sheets; // sheets of cells only; charts are none
    bool date1904 = false;
    std::vector<NumberFormat> formats;
    std::vector<std::uint32_t> styles; // index of a cell style → index in formats
    std::vector<bool> struck;          // by cell style: its font is struck through
    bool calculates_on_load = false;   // whoever wrote the formulas has left their results to the reader
    std::shared_ptr<const SharedStrings> strings;
    // Bytes of cell text given so far, by all sheets: a long shared string in every cell is a bomb that no unpacked
    // size gives away.
    std::shared_ptr<std::uint64_t> given = std::make_shared<std::uint64_t>(0);

    const NumberFormat& format(std::size_t style) const;
    bool is_struck(std::size_t style) const { return style < struck.size() && struck[style]; }
};

// Throws Unreadable where the archive holds no workbook or its parts are damaged.
Workbook read_workbook(package::ZipArchive& archive);
} // namespace engine::xlsx
