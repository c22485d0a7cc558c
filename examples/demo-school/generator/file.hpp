#pragma once
// One file that a department sends, row by row, and what the engine should make of each row.
#include "examples/demo-school/generator/school.hpp"
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace demo_school
{
enum class Fate { passes, held_back, duplicate, ignored };

// Text; or a number or date that a workbook stores as such and shows in a number format.
struct Cell {
    Cell(std::string_view shown) : text(shown) {}
    Cell(const char* shown) : text(shown) {}
    Cell(std::string shown) : text(std::move(shown)) {}
    static Cell number(double value, std::string_view format);
    static Cell date(Day day, std::string_view format);

    enum class Kind { text, number, date } kind = Kind::text;
    std::string text; // the number format where the cell is no text
    double value = 0;
    Day day{};
};

struct Row {
    std::vector<Cell> cells;
    Fate fate = Fate::passes;
};

struct Ledger {
    int passed = 0, held_back = 0, duplicate = 0, ignored = 0;
    int in() const { return passed + held_back + duplicate + ignored; }
};

struct DemoFile {
    std::string feed;
    std::string department;
    std::string name; // with its ending
    bool has_period = true;
    std::vector<Row> rows; // preamble, header, data, totals: all that the file has

    void ignored(std::initializer_list<Cell> cells) { rows.push_back({cells, Fate::ignored}); }
    void blank() { rows.push_back({{}, Fate::ignored}); }
    Ledger ledger() const;
};

struct CsvStyle {
    char delimiter = ',';
    std::string_view newline = "\n";
    bool byte_order_mark = false;
    bool windows_1252 = false;
};
void write_csv(const std::filesystem::path& path, const DemoFile& file, const CsvStyle& style);

struct WorkbookStyle {
    std::string_view sheet;
    std::string_view hidden_sheet;
    std::vector<double> widths;  // in characters
    bool inline_strings = false; // as exports written in one pass do; otherwise shared
};
// The first row is a title, merged over all columns.
void write_xlsx(const std::filesystem::path& path, const DemoFile& file, const WorkbookStyle& style);

struct PrintStyle {
    std::string heading;             // of every page
    std::vector<std::size_t> widths; // of the columns, in characters; longer texts are wrapped
};
// A ruled table on as many pages as it needs, with its first row at the head of each.
void write_pdf(const std::filesystem::path& path, const DemoFile& file, const PrintStyle& style);

// Throws where the text has a character that the demo data does not use of it.
std::string to_windows_1252(std::string_view utf8);
} // namespace demo_school
