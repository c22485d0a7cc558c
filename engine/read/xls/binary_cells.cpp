#include "engine/read/package/refusals.hpp"
#include "engine/read/xls/binary_workbook.hpp"
#include "engine/read/xls/records.hpp"
#include "engine/read/xlsx/cell_text.hpp"
#include <algorithm>
#include <bit>
#include <charconv>
#include <set>

namespace engine::xls
{
namespace
{
constexpr std::uint64_t most_bytes = 1ULL << 28;

// A number of 30 bits (RkNumber, 2.5.217): the upper part of a double, or an integer, either divided by 100.
double from_rk(std::uint64_t rk)
{
    double value = rk & 2 ? static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(rk)) >> 2)
                          : std::bit_cast<double>((rk & 0xFFFFFFFC) << 32);
    return rk & 1 ? value / 100 : value;
}

std::string_view error_name(std::uint64_t code)
{
    switch (code) {
    case 0x00:
        return "#NULL!";
    case 0x07:
        return "#DIV/0!";
    case 0x0F:
        return "#VALUE!";
    case 0x17:
        return "#REF!";
    case 0x1D:
        return "#NAME?";
    case 0x24:
        return "#NUM!";
    default:
        return "#N/A";
    }
}

class CellReader
{
public:
    CellReader(BinaryWorkbook& book, const ReadOptions& options, const std::string& file)
        : book_(book), options_(options), file_(file)
    {
    }

    void read(std::size_t offset)
    {
        Records records(book_.stream, offset);
        Record record;
        int depth = 0; // charts within the sheet are parts of their own
        while (records.next(record)) {
            if (record.kind == begin_of_part) ++depth;
            if (record.kind == end_of_part && --depth == 0) return finish();
            if (depth == 1) take(record);
        }
        throw package::truncated(file_);
    }

    SheetCells out;

private:
    void take(const Record& record)
    {
        Bytes bytes(record.pieces);
        if (record.kind == row_record) {
            auto row = bytes.number(2);
            bytes.skip(10);
            if (bytes.number(4) & 0x20) hidden_.insert(row);
            return;
        }
        if (record.kind == column_record) { // ColInfo, 2.4.53
            auto first = bytes.number(2), last = bytes.number(2);
            bytes.skip(4);
            if (bytes.number(2) & 1)
                for (auto column = first; column <= std::min<std::uint64_t>(last, 255); ++column)
                    out.hidden_columns.push_back(static_cast<std::size_t>(column));
            return;
        }
        if (record.kind == formula_string) return put(bytes.string(2)); // of the formula before it
        static constexpr std::uint16_t cells[] = {formula,       multiple_rk, label_shared, real_number,
                                                  bool_or_error, rk_number,   label};
        if (std::ranges::find(cells, record.kind) == std::end(cells)) return;
        row_ = static_cast<std::uint32_t>(bytes.number(2));
        column_ = static_cast<std::uint32_t>(bytes.number(2));
        if (record.kind == multiple_rk) {
            for (; bytes.left_in_piece() >= 8; ++column_) { // a style and a number each; the last column ends it
                style_ = static_cast<std::size_t>(bytes.number(2));
                put(from_rk(bytes.number(4)));
            }
            return;
        }
        style_ = static_cast<std::size_t>(bytes.number(2));
        if (record.kind == label_shared) {
            auto index = bytes.number(4);
            if (index < book_.strings.size()) put(book_.strings[static_cast<std::size_t>(index)]);
        }
        if (record.kind == label) put(bytes.string(2));
        if (record.kind == real_number) put(bytes.real());
        if (record.kind == rk_number) put(from_rk(bytes.number(4)));
        if (record.kind == bool_or_error) {
            auto value = bytes.number(1);
            put_plain(bytes.number(1) ? error_name(value) : value ? "TRUE" : "FALSE");
        }
        if (record.kind == formula) put_result(bytes.number(8));
    }

    // The stored result of a formula (FormulaValue, 2.5.133).
    void put_result(std::uint64_t result)
    {
        if (result >> 48 != 0xFFFF) return put(std::bit_cast<double>(result));
        auto kind = result & 0xFF, value = result >> 16 & 0xFF;
        if (kind == 1) put_plain(value ? "TRUE" : "FALSE");
        if (kind == 2) put_plain(error_name(value));
    }
    void put(const std::string& text)
    {
        const auto& format = book_.format(style_);
        put_plain(options_.stored || format.keeps_text() ? std::string_view(text) : room_ = format.text(text));
    }
    void put(double value)
    {
        char digits[32];
        auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        std::string_view stored(digits, static_cast<std::size_t>(end - digits));
        put_plain(options_.stored
                      ? stored
                      : xlsx::number_text(stored, book_.format(style_), book_.date1904, options_.canonical, room_));
    }
    void put_plain(std::string_view text)
    {
        if (text.empty()) return;
        book_.given += text.size() + sizeof(SheetCell);
        if (book_.given > most_bytes) throw package::too_large(file_, most_bytes);
        out.cells.push_back({row_, column_, out.arena.copy(text)});
    }
    void finish()
    {
        auto place = [](const SheetCell& cell) { return std::pair(cell.row, cell.column); };
        std::ranges::stable_sort(out.cells, {}, place);
        for (std::size_t i = 0; i < out.cells.size(); ++i)
            if (i == 0 || out.cells[i].row != out.cells[i - 1].row)
                out.hidden_rows += hidden_.contains(out.cells[i].row);
    }

    BinaryWorkbook& book_;
    const ReadOptions& options_;
    const std::string& file_;
    std::set<std::uint64_t> hidden_;
    std::uint32_t row_ = 0, column_ = 0;
    std::size_t style_ = 0;
    std::string room_;
};
} // namespace

SheetCells read_cells(BinaryWorkbook& book, const BinarySheet& sheet, const ReadOptions& options,
                      const std::string& file)
{
    CellReader reader(book, options, file);
    reader.read(sheet.offset);
    return std::move(reader.out);
}
} // namespace engine::xls
