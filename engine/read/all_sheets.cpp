#include "engine/read/all_sheets.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/read/header.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace engine
{
namespace
{
struct Sheet {
    std::unique_ptr<TableReader> table;
    Chunk first; // its first rows, read to learn its names
    std::vector<Finding> findings;
    std::vector<std::string> names;   // of its columns, folded; "" where a column has none
    std::vector<std::size_t> columns; // of the whole table, by its own
};

std::vector<std::size_t> header_rows(const Chunk& chunk)
{
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < chunk.rows(); ++row)
        if (chunk.kind[row] == RowKind::header) rows.push_back(row);
    return rows;
}

void name_columns(Sheet& sheet)
{
    std::vector<std::vector<std::string_view>> cells;
    for (auto row : header_rows(sheet.first)) {
        auto& one = cells.emplace_back();
        for (std::size_t c = 0; c < sheet.first.columns.size(); ++c) one.push_back(sheet.first.cell(c, row));
    }
    std::vector<RowCells> rows(cells.begin(), cells.end());
    sheet.names = joined_header(rows);
    sheet.names.resize(sheet.first.columns.size());
    std::map<std::string, int> times;
    for (auto& name : sheet.names) {
        name = fold(name);
        if (auto nth = name.empty() ? 1 : ++times[name]; nth > 1) name += "\n" + std::to_string(nth);
    }
}

class AllSheets final : public TableReader
{
public:
    explicit AllSheets(std::vector<Sheet> sheets) : sheets_(std::move(sheets))
    {
        page = sheets_.front().table->page;
        for (auto& one : sheets_) place(one);
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        for (; at_ < sheets_.size(); ++at_, is_first_ = true) {
            auto& one = sheets_[at_];
            auto told = findings.size();
            bool more = true;
            if (is_first_) {
                out.clear();
                std::swap(out, one.first);
                findings.insert(findings.end(), one.findings.begin(), one.findings.end());
                is_first_ = false;
            } else
                more = one.table->next(out, findings);
            renumber(std::span(findings).subspan(told), one);
            if (!more) continue;
            arrange(out, one);
            return true;
        }
        return false;
    }

    std::optional<std::uint64_t> counted() const override
    {
        std::uint64_t rows = 0;
        for (const auto& one : sheets_) {
            auto counted = one.table->counted();
            if (!counted) return std::nullopt;
            rows += *counted;
        }
        return rows;
    }

    double progress() const override
    {
        if (at_ == sheets_.size()) return 1;
        return (static_cast<double>(at_) + sheets_[at_].table->progress()) / static_cast<double>(sheets_.size());
    }

private:
    // Gives each column of a sheet its place in the whole.
    void place(Sheet& sheet)
    {
        std::vector<bool> taken(names_.size());
        for (std::size_t c = 0; c < sheet.names.size(); ++c) {
            std::size_t found = 0;
            bool unnamed = sheet.names[c].empty();
            while (found < names_.size() &&
                   (taken[found] || names_[found] != sheet.names[c] || (unnamed && found != c)))
                ++found;
            if (found == names_.size()) {
                names_.push_back(sheet.names[c]);
                taken.push_back(false);
            }
            taken[found] = true;
            sheet.columns.push_back(found);
        }
    }

    // What is noted of a column of the sheet is about one of the whole.
    static void renumber(std::span<Finding> findings, const Sheet& sheet)
    {
        for (auto& finding : findings)
            if (auto cells = noted_in(finding); cells && cells->column < sheet.columns.size()) {
                cells->column = sheet.columns[cells->column];
                finding = cell_note(*cells, finding.line);
            }
    }

    // The rows of a sheet under the columns of the whole. The first header gets the names that only others have.
    void arrange(Chunk& chunk, const Sheet& sheet)
    {
        std::vector<std::vector<std::string_view>> columns(names_.size() + 1);
        for (auto& column : columns) column.assign(chunk.rows(), null_cell);
        for (std::size_t c = 0; c < chunk.columns.size(); ++c) {
            auto to = c < sheet.columns.size() ? sheet.columns[c] : names_.size() + 1;
            if (to > names_.size()) to = columns.size(), columns.emplace_back(); // wider than its first rows
            std::swap(columns[to], chunk.columns[c]);
        }
        chunk.sheet = sheet.table->sheet.value_or("");
        auto name = chunk.arena.copy(chunk.sheet);
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            if (chunk.kind[row] == RowKind::data) columns[names_.size()][row] = name;
        auto header = header_rows(chunk);
        if (!std::exchange(headed_, true) && !header.empty()) {
            for (std::size_t c = sheet.columns.size(); c < names_.size(); ++c)
                columns[c][header.back()] = chunk.arena.copy(written(names_[c]));
            bool taken = std::ranges::find(names_, fold(sheet_column)) != names_.end();
            columns[names_.size()][header.back()] = taken ? std::string_view("Sheet name") : sheet_column;
        }
        chunk.columns = std::move(columns);
    }

    // A name of the whole as the sheet that brought it has it.
    std::string written(const std::string& folded) const
    {
        for (const auto& sheet : sheets_)
            for (std::size_t c = 0; c < sheet.names.size(); ++c)
                if (sheet.names[c] == folded && !sheet.first.columns.empty())
                    if (auto rows = header_rows(sheet.first); !rows.empty())
                        return std::string(trim(sheet.first.cell(c, rows.back())));
        return folded.substr(0, folded.find('\n'));
    }

    std::vector<Sheet> sheets_;
    std::vector<std::string> names_; // of the whole
    std::size_t at_ = 0;
    bool is_first_ = true, headed_ = false;
};
} // namespace

std::unique_ptr<TableReader> all_sheets(std::vector<std::unique_ptr<TableReader>> tables,
                                        std::vector<std::string>& left_out)
{
    std::vector<Sheet> sheets;
    for (auto& table : tables) {
        Sheet sheet;
        sheet.table = std::move(table);
        auto name = sheet.table->sheet.value_or("");
        if (!sheet.table->next(sheet.first, sheet.findings)) continue; // an empty one has nothing to say
        name_columns(sheet);
        if (!sheets.empty()) {
            const auto& names = sheets.front().names;
            auto shared = std::ranges::count_if(names, [&](const std::string& one) {
                return !one.empty() && std::ranges::find(sheet.names, one) != sheet.names.end();
            });
            auto named = std::ranges::count_if(names, [](const std::string& one) { return !one.empty(); });
            if (shared == 0 || shared * 2 < named) {
                left_out.push_back(name);
                continue;
            }
        }
        sheets.push_back(std::move(sheet));
    }
    return sheets.empty() ? nullptr : std::make_unique<AllSheets>(std::move(sheets));
}
} // namespace engine
