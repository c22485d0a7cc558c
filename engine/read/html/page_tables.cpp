#include "engine/read/html/page_tables.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/html/html_tokens.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <charconv>

namespace engine::html
{
namespace
{
constexpr std::size_t most_tables = 1000, deepest = 50;
constexpr std::size_t most_cells = 8 << 20; // in all tables, blank ones included

std::size_t span_of(const std::string& text, std::size_t most)
{
    std::size_t span = 1;
    std::from_chars(text.data(), text.data() + text.size(), span);
    return std::clamp<std::size_t>(span, 1, most);
}

// A table while its rows are read.
struct Open {
    std::size_t index;
    std::vector<std::size_t> busy; // rows for which a merged cell from above still takes each column
    std::string text;              // of the cell at hand
    std::size_t column = 0, columns = 1;
    bool in_row = false, in_cell = false, wants_space = false;
};

class Builder
{
public:
    explicit Builder(const std::string& file) : file_(file) {}

    void open(const Tokens& tokens)
    {
        const auto& name = tokens.name();
        if (name == "table") {
            if (tables.size() == most_tables || stack_.size() == deepest)
                throw package::too_many_entries(file_, most_tables);
            stack_.push_back({tables.size(), {}, {}});
            tables.emplace_back();
        } else if (stack_.empty())
            return;
        else if (name == "tr") {
            end_row();
            begin_row();
        } else if (name == "td" || name == "th")
            begin_cell(tokens);
        else if (name == "br")
            break_line();
        else if (name == "p" || name == "div" || name == "li")
            stack_.back().wants_space = true;
    }
    void close(const std::string& name)
    {
        if (stack_.empty()) return;
        if (name == "td" || name == "th") end_cell();
        if (name == "tr" || name == "table") end_row();
        if (name == "table") stack_.pop_back();
        if (name == "p" || name == "div") stack_.empty() ? void() : void(stack_.back().wants_space = true);
    }
    void text(std::string_view piece)
    {
        if (stack_.empty() || !stack_.back().in_cell) return;
        auto& table = stack_.back();
        for (char c : without_references(piece)) { // runs of white space are one space
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                table.wants_space = true;
                continue;
            }
            if (table.wants_space && !table.text.empty() && table.text.back() != '\n') table.text += ' ';
            table.wants_space = false;
            table.text += c;
        }
    }
    void finish()
    {
        for (; !stack_.empty(); stack_.pop_back()) end_row();
    }

    std::vector<PageTable> tables;

private:
    void begin_row()
    {
        auto& table = stack_.back();
        table.in_row = true;
        table.column = 0;
        tables[table.index].rows.emplace_back();
    }
    void begin_cell(const Tokens& tokens)
    {
        end_cell();
        auto& table = stack_.back();
        if (!table.in_row) begin_row();
        table.in_cell = true;
        table.wants_space = false;
        table.text.clear();
        while (table.column < table.busy.size() && table.busy[table.column] > 0) ++table.column;
        table.columns = span_of(tokens.attribute("colspan"), 1000);
        auto rows = span_of(tokens.attribute("rowspan"), 65534);
        auto end = table.column + table.columns;
        if (end > most_columns || (cells_ += table.columns) > most_cells) throw package::too_large(file_, most_cells);
        if (table.busy.size() < end) table.busy.resize(end, 0);
        for (auto c = table.column; c < end; ++c) table.busy[c] = rows;
        auto line = tables[table.index].rows.size();
        if (rows > 1) tables[table.index].merged.push_back({line, line + rows - 1, table.column});
    }
    void break_line()
    {
        auto& table = stack_.back();
        if (table.in_cell && !table.text.empty()) table.text += '\n';
        table.wants_space = false;
    }
    void end_cell()
    {
        auto& table = stack_.back();
        if (!table.in_cell) return;
        table.in_cell = false;
        auto text = trim(table.text);
        auto& row = tables[table.index].rows.back();
        if (!text.empty()) {
            if ((cells_ += table.column - std::min(row.size(), table.column)) > most_cells)
                throw package::too_large(file_, most_cells);
            row.resize(table.column);
            row.emplace_back(text);
        }
        table.column += table.columns;
    }
    void end_row()
    {
        auto& table = stack_.back();
        end_cell();
        if (!table.in_row) return;
        table.in_row = false;
        for (auto& rows : table.busy) rows -= rows > 0;
    }

    const std::string& file_;
    std::vector<Open> stack_;
    std::size_t cells_ = 0;
};
} // namespace

std::size_t PageTable::columns() const
{
    std::size_t most = 0;
    for (const auto& row : rows) most = std::max(most, row.size());
    return most;
}

std::vector<PageTable> tables_of(std::string_view page, const std::string& file)
{
    Tokens tokens(page);
    Builder builder(file);
    for (auto token = tokens.next(); token != Token::end; token = tokens.next()) {
        if (token == Token::open) builder.open(tokens);
        if (token == Token::close) builder.close(tokens.name());
        if (token == Token::text) builder.text(tokens.text());
    }
    builder.finish();
    return std::move(builder.tables);
}
} // namespace engine::html
