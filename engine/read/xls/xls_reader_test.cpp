#include "base/case_folders.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xls/binary_workbook.hpp"
#include "engine/read/xls/records.hpp"
#include "tests/places.hpp"
#include <bit>
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::xls;

namespace
{
std::string number(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 0xFF);
    return out;
}
std::string record(int kind, const std::string& content)
{
    return number(static_cast<std::uint64_t>(kind), 2) + number(content.size(), 2) + content;
}
std::string begin(int version = 0x0600)
{
    return record(begin_of_part, number(static_cast<std::uint64_t>(version), 2) + number(5, 2));
}
const std::string end = record(end_of_part, "");
std::string place(int row, int column, int style = 0)
{
    return number(static_cast<std::uint64_t>(row), 2) + number(static_cast<std::uint64_t>(column), 2) +
           number(static_cast<std::uint64_t>(style), 2);
}
std::string text(const std::string& ascii, int length_bytes = 2)
{
    return number(ascii.size(), length_bytes) + '\0' + ascii;
}

// A workbook of one sheet; the offset of the sheet is where the globals end.
std::string workbook(const std::string& globals, const std::string& cells, int visibility = 0)
{
    auto entry = [&](std::size_t offset) {
        return record(bound_sheet,
                      number(offset, 4) + number(static_cast<std::uint64_t>(visibility), 1) + '\0' + text("One", 1));
    };
    auto offset = (begin() + globals + entry(0) + end).size();
    return begin() + globals + entry(offset) + end + begin() + cells + end;
}
std::string shown(const std::string& stream, const ReadOptions& options = {})
{
    auto book = read_workbook(stream, "file");
    auto cells = read_cells(book, book.sheets.at(0), options, "file");
    std::string out;
    for (const auto& cell : cells.cells)
        out += std::to_string(cell.row) + "," + std::to_string(cell.column) + "=" + std::string(cell.text) + " ";
    return out;
}
std::string refused(const std::string& stream)
{
    try {
        shown(stream);
    } catch (const Unreadable& why) {
        return why.code();
    }
    return "";
}
std::string real(double value) { return number(std::bit_cast<std::uint64_t>(value), 8); }
const std::string styles = record(number_format, number(164, 2) + text("00000")) + record(cell_format, number(0, 4)) +
                           record(cell_format, number(0, 2) + number(164, 2)) +
                           record(cell_format, number(0, 2) + number(14, 2));
} // namespace

TEST(BinaryWorkbook, cells_of_every_kind_become_text)
{
    auto cells = record(real_number, place(0, 0) + real(1.5)) +
                 record(rk_number, place(0, 1) + number(42 << 2 | 2, 4)) +
                 record(rk_number, place(0, 2) + number(1250 << 2 | 3, 4)) +
                 record(rk_number, place(0, 3) + number(std::bit_cast<std::uint64_t>(-8.0) >> 32, 4)) +
                 record(multiple_rk, number(1, 2) + number(1, 2) + number(1, 2) + number(7 << 2 | 2, 4) + number(2, 2) +
                                         number(46118 << 2 | 2, 4) + number(2, 2)) +
                 record(bool_or_error, place(2, 0) + number(1, 2)) +
                 record(bool_or_error, place(2, 1) + number(0x12A, 2)) + record(label, place(2, 2) + text("label")) +
                 record(label_shared, place(2, 3) + number(1, 4)) + record(label_shared, place(2, 4) + number(99, 4));
    auto strings = record(shared_strings, number(2, 4) + number(2, 4) + text("zero") + text("one"));
    EXPECT_EQ(shown(workbook(styles + strings, cells)), "0,0=1.5 0,1=42 0,2=12.5 0,3=-8 1,1=00007 1,2=4/6/26 2,0=TRUE "
                                                        "2,1=#N/A 2,2=label 2,3=one ");
    ReadOptions options;
    options.canonical = true;
    EXPECT_EQ(shown(workbook(styles, record(real_number, place(0, 0, 2) + real(46118))), options), "0,0=2026-04-06 ");
    options = {};
    options.stored = true;
    EXPECT_EQ(shown(workbook(styles, record(real_number, place(0, 0, 2) + real(46118))), options), "0,0=46118 ");
}

TEST(BinaryWorkbook, formulas_give_their_stored_results)
{
    auto result = [](std::uint64_t kind, std::uint64_t value) {
        return number(kind | value << 16 | 0xFFFFULL << 48, 8);
    };
    auto cells = record(formula, place(0, 0) + real(2.25) + number(0, 6)) +
                 record(formula, place(0, 1) + result(0, 0) + number(0, 6)) + record(formula_string, text("calc")) +
                 record(formula, place(0, 2) + result(1, 1) + number(0, 6)) +
                 record(formula, place(0, 3) + result(2, 7) + number(0, 6)) +
                 record(formula, place(0, 4) + result(3, 0) + number(0, 6));
    EXPECT_EQ(shown(workbook(styles, cells)), "0,0=2.25 0,1=calc 0,2=TRUE 0,3=#DIV/0! ");
}

TEST(BinaryWorkbook, strings_go_on_in_the_next_record_in_another_width)
{
    // "Renée" begins in bytes and goes on in characters of two; a long one has formatting and a guide behind it.
    auto first = number(5, 2) + '\0' + "Re";
    auto rest = std::string("\x01") + "n" + '\0' + "\xE9" + '\0' + "e" + '\0';
    auto rich = number(1, 2) + "\x0D" + number(1, 2) + number(3, 4) + "\x3A" + "\x26" + "runs" + "xyz" + text("last");
    auto book = read_workbook(
        workbook(record(shared_strings, number(3, 4) + number(3, 4) + first) + record(continued, rest + rich), ""),
        "file");
    ASSERT_EQ(book.strings.size(), 3U);
    EXPECT_EQ(book.strings[0], "Renée");
    EXPECT_EQ(book.strings[1], "☺");
    EXPECT_EQ(book.strings[2], "last");
}

TEST(BinaryWorkbook, hidden_rows_are_counted_charts_passed_over_and_places_sorted)
{
    auto row = [](int index, int flags) {
        return record(row_record, number(static_cast<std::uint64_t>(index), 2) + number(0, 10) +
                                      number(static_cast<std::uint64_t>(flags), 4));
    };
    auto cells = row(0, 0x20) + row(1, 0) + row(2, 0x20) + record(label, place(1, 0) + text("b")) +
                 record(label, place(0, 1) + text("x")) + record(label, place(0, 0) + text("a")) + begin() +
                 record(label, place(5, 5) + text("chart")) + end + record(label, place(3, 0) + text("c"));
    auto stream = workbook(styles, cells, 1);
    EXPECT_EQ(shown(stream), "0,0=a 0,1=x 1,0=b 3,0=c ");
    auto book = read_workbook(stream, "file");
    EXPECT_TRUE(book.sheets[0].hidden);
    EXPECT_EQ(read_cells(book, book.sheets[0], {}, "file").hidden_rows, 1U);
}

TEST(BinaryWorkbook, what_cannot_be_read_is_refused_with_its_reason)
{
    EXPECT_EQ(refused(""), "damaged");
    EXPECT_EQ(refused(begin(0x0500) + end), "unsupported");
    EXPECT_EQ(refused(begin() + record(file_pass, "x") + end), "locked");
    EXPECT_EQ(refused(begin() + end), "damaged");
    auto whole = workbook(styles, record(label, place(0, 0) + text("a")));
    EXPECT_EQ(refused(whole.substr(0, whole.size() - 2)), "truncated");
    EXPECT_EQ(refused(workbook(record(shared_strings, number(9, 4) + number(0xFFFFFFFF, 4)), "")), "");
}

TEST(Xls, a_workbook_cut_or_scrambled_anywhere_never_reads_as_whole)
{
    auto whole = case_folders::file(places::source("tests/cases/read/binary-workbook/input.xls"));
    EXPECT_EQ(refusal(whole), "");
    for (std::size_t size = 100; size < whole.size() * 3 / 4; size += 301)
        EXPECT_NE(refusal(whole.substr(0, size)), "") << size;
    for (std::size_t at = 8; at < whole.size(); at += 13) {
        auto bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0xFF);
        refusal(bytes); // whatever it says, it ends
    }
}
