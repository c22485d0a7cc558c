#include "engine/read/template_rows.hpp"
#include "engine/read/wrapped_table.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace engine
{
namespace
{
constexpr std::size_t least_columns = 4; // that numbers below a header count

// What forms write before an example, in the languages of schools.
bool is_example(std::string_view cell)
{
    static constexpr std::string_view words[] = {"e.g. ",  "eg. ",    "e.g.: ", "z.b. ", "z. b. ", "p. ex. ",
                                                 "p.ex. ", "p. ej. ", "p.ej. ", "np. ",  "bijv. ", "es. "};
    auto text = fold(cell);
    return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

bool is_note(std::string_view cell)
{
    return cell.size() > 3 && cell.front() == '(' && cell.back() == ')' && cell[1] > '9';
}

class TemplateRow final : public WrappedTable
{
public:
    TemplateRow(std::unique_ptr<TableReader> table, std::string file)
        : WrappedTable(std::move(table)), file_(std::move(file))
    {
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        if (!std::exchange(seen_, true)) look(out, findings);
        return true;
    }

private:
    void look(const Chunk& chunk, std::vector<Finding>& findings) const
    {
        std::vector<std::size_t> rows; // the first two of data
        for (std::size_t row = 0; row < chunk.rows() && rows.size() < 2; ++row)
            if (chunk.kind[row] == RowKind::data) rows.push_back(row);
        if (rows.size() < 2) return;
        std::vector<std::string_view> cells;
        for (const auto& column : chunk.columns) cells.push_back(column[rows[0]]);
        bool counts_on = !chunk.columns.empty() && trim(chunk.cell(0, rows[1])) == "2"; // records that are numbered
        if (counts_on || !is_template_row(cells)) return;
        auto& out = findings.emplace_back();
        out.rule = "template_row";
        out.file = file_;
        out.sheet = chunk.sheet.empty() ? sheet : chunk.sheet;
        out.line = static_cast<std::int64_t>(chunk.line[rows[0]]);
        out.message = fmt::format("Row {} tells how to fill in the columns; it is no record.", *out.line);
        out.expected = "records below the names of the columns";
        out.remedy = "Take this row out, or let the file rules leave it out.";
    }

    std::string file_;
    bool seen_ = false;
};
} // namespace

bool is_template_row(std::span<const std::string_view> cells)
{
    std::size_t filled = 0, numbered = 0, notes = 0, examples = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        auto cell = trim(cells[c]);
        if (cell.empty()) continue;
        ++filled;
        numbered += cell == std::to_string(c + 1);
        notes += is_note(cell);
        examples += is_example(cell);
    }
    bool counts = filled >= least_columns && numbered == filled && filled == cells.size();
    return counts || (notes >= 2 && notes == filled) || examples >= 2;
}

std::unique_ptr<TableReader> with_template_row_named(std::unique_ptr<TableReader> table, const std::string& file)
{
    return std::make_unique<TemplateRow>(std::move(table), file);
}
} // namespace engine
