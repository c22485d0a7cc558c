#include "engine/read/xls/binary_workbook.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/xls/records.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace engine::xls
{
namespace
{
constexpr std::uint64_t excel97 = 0x0600;

void read_strings(const Record& record, std::vector<std::string>& strings)
{
    Bytes bytes(record.pieces);
    bytes.skip(4); // how often they are used
    auto count = bytes.number(4);
    for (std::uint64_t i = 0; i < count; ++i) {
        auto text = bytes.string(2);
        if (bytes.cut()) return;
        strings.push_back(std::move(text));
    }
}

void read_sheet_entry(const Record& record, std::vector<BinarySheet>& sheets)
{
    Bytes bytes(record.pieces);
    BinarySheet sheet;
    sheet.offset = static_cast<std::size_t>(bytes.number(4));
    sheet.hidden = (bytes.number(1) & 3) != 0;
    bool cells = bytes.number(1) == 0;
    auto count = static_cast<std::size_t>(bytes.number(1));
    bool wide = (bytes.number(1) & 1) != 0;
    sheet.name = bytes.characters(count, wide);
    if (cells) sheets.push_back(std::move(sheet));
}
} // namespace

const xlsx::NumberFormat& BinaryWorkbook::format(std::size_t style) const
{
    return style < styles.size() ? formats[styles[style]] : formats[0];
}

BinaryWorkbook read_workbook(std::string stream, const std::string& file)
{
    BinaryWorkbook book;
    book.stream = std::move(stream);
    book.formats.emplace_back("General");
    std::map<std::uint64_t, std::string> codes; // of the workbook's own formats
    std::vector<std::uint64_t> used;            // by the cell styles
    Records records(book.stream, 0);
    Record record;
    if (!records.next(record) || record.kind != begin_of_part) throw package::damaged(file);
    if (Bytes(record.pieces).number(2) != excel97)
        throw Unreadable(
            "unsupported",
            fmt::format("“{}” is a workbook of Excel 95 or older. A newer one, or CSV, was expected. Open it "
                        "in Excel or LibreOffice, choose Save As, pick “Excel Workbook (.xlsx)” and send "
                        "that file.",
                        file));
    while (records.next(record) && record.kind != end_of_part) {
        Bytes bytes(record.pieces);
        if (record.kind == file_pass) throw package::locked(file);
        if (record.kind == date_mode) book.date1904 = bytes.number(2) == 1;
        if (record.kind == bound_sheet) read_sheet_entry(record, book.sheets);
        if (record.kind == shared_strings) read_strings(record, book.strings);
        if (record.kind == number_format) {
            auto id = bytes.number(2);
            codes[id] = bytes.string(2);
        }
        if (record.kind == cell_format) {
            bytes.skip(2); // the font
            used.push_back(bytes.number(2));
        }
    }
    if (records.cut()) throw package::truncated(file);
    if (book.sheets.empty()) throw package::no_sheets(file);
    std::map<std::uint64_t, std::uint32_t> known;
    for (auto id : used) {
        auto [format, added] = known.try_emplace(id, static_cast<std::uint32_t>(book.formats.size()));
        auto own = codes.find(id);
        if (added)
            book.formats.emplace_back(own == codes.end() ? xlsx::builtin_format(static_cast<int>(id))
                                                         : std::string_view(own->second));
        book.styles.push_back(format->second);
    }
    return book;
}
} // namespace engine::xls
