#include "engine/read/xls/xls_reader.hpp"
#include "engine/read/compound/compound_file.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/xls/binary_workbook.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>

namespace engine::xls
{
namespace
{
constexpr std::uint64_t most_bytes = 128ULL << 20;

class Rows final : public SheetRows
{
public:
    Rows(SheetCells cells, std::string file) : sheet_(std::move(cells)), file_(std::move(file)) {}
    bool next(Arena&, SheetRow& row) override
    {
        row.cells.clear();
        const auto& cells = sheet_.cells;
        if (at_ == cells.size()) return false;
        auto first = cells[at_].row;
        row.line = std::uint64_t{first} + 1;
        for (; at_ < cells.size() && cells[at_].row == first; ++at_) {
            auto column = cells[at_].column;
            if (row.cells.size() <= column) row.cells.resize(column + 1, null_cell);
            row.cells[column] = cells[at_].text;
        }
        return true;
    }
    double progress() const override
    {
        return static_cast<double>(at_) / static_cast<double>(std::max<std::size_t>(sheet_.cells.size(), 1));
    }
    std::span<const std::size_t> hidden_columns() const override { return sheet_.hidden_columns; }
    void report(std::vector<Finding>& findings) override
    {
        if (sheet_.hidden_rows > 0) findings.push_back(hidden_rows(file_, sheet_.hidden_rows));
    }

private:
    SheetCells sheet_;
    std::string file_;
    std::size_t at_ = 0;
};
} // namespace

bool is(std::string_view start, const ByteSource& source)
{
    if (!compound::is(start)) return false;
    try {
        return compound::CompoundFile(source, "").has("Workbook");
    } catch (const Unreadable&) {
        return false; // whoever opens it says what is wrong
    }
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    compound::CompoundFile file(source, name);
    auto stream = file.open("Workbook");
    if (stream->size() > most_bytes) throw package::too_large(name, most_bytes);
    std::string bytes(static_cast<std::size_t>(stream->size()), '\0');
    bytes.resize(stream->read(0, bytes));
    auto book = read_workbook(std::move(bytes), name);
    std::vector<ListedSheet> sheets;
    for (const auto& sheet : book.sheets) sheets.push_back({sheet.name, sheet.hidden});
    auto open = [&](std::size_t sheet) {
        return std::make_shared<Rows>(read_cells(book, book.sheets[sheet], options, name), name);
    };
    auto opened = open_sheets(FileKind::xls, sheets, open, name, options);
    opened.dialect.encoding = "UTF-16LE";
    return opened;
}
} // namespace engine::xls
