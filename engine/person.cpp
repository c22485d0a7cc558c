#include "engine/person.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <functional>
#include <set>

namespace engine
{
namespace
{
bool is_number(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view without_zeros(std::string_view digits)
{
    auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? digits.substr(digits.size() - 1) : digits.substr(first);
}

std::vector<std::string> cells_of(const Chunk& chunk, std::size_t row)
{
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < chunk.width[row] && c < chunk.columns.size(); ++c)
        cells.emplace_back(chunk.cell(c, row));
    return cells;
}

// Looks at one table; columns that name a person are known from the row that has their header.
class Search
{
public:
    Search(const PersonWanted& wanted, PersonRows& found) : identifier_(wanted.identifier), found_(found)
    {
        for (const auto& column : wanted.columns) keys_.insert(header_key(column));
        keys_.erase("");
    }

    bool knew_columns() const { return knew_; }
    void look_at_every_column() { keys_.clear(); }

    void look(TableReader& table)
    {
        columns_.clear();
        header_.clear();
        Chunk chunk;
        std::vector<Finding> findings;
        while (table.next(chunk, findings)) {
            for (std::size_t r = 0; r < chunk.rows(); ++r) look(table, chunk, r);
            findings.clear();
        }
    }

private:
    void look(const TableReader& table, const Chunk& chunk, std::size_t row)
    {
        if (chunk.kind[row] == RowKind::blank) return;
        if (columns_.empty() && !keys_.empty()) return find_columns(chunk, row);
        if (chunk.kind[row] == RowKind::header && header_.empty()) header_ = cells_of(chunk, row);
        if (!is_about(chunk, row)) return;
        auto line = static_cast<std::int64_t>(chunk.line[row]);
        if (!found_.lines.empty() && found_.lines.back() == line) return;
        found_.lines.push_back(line);
        if (found_.rows.size() < kept_person_rows)
            found_.rows.push_back({table.sheet, line, header_, cells_of(chunk, row)});
    }

    void find_columns(const Chunk& chunk, std::size_t row)
    {
        for (std::size_t c = 0; c < chunk.columns.size(); ++c)
            if (keys_.contains(header_key(chunk.cell(c, row)))) columns_.push_back(c);
        if (columns_.empty()) return;
        header_ = cells_of(chunk, row);
        knew_ = true;
    }

    bool is_about(const Chunk& chunk, std::size_t row) const
    {
        auto names = [&](std::size_t c) { return names_person(chunk.cell(c, row), identifier_); };
        if (!keys_.empty()) return std::ranges::any_of(columns_, names);
        for (std::size_t c = 0; c < chunk.columns.size(); ++c)
            if (names(c)) return true;
        return false;
    }

    const std::string& identifier_;
    PersonRows& found_;
    std::set<std::string> keys_;
    std::vector<std::size_t> columns_;
    std::vector<std::string> header_;
    bool knew_ = false;
};

void search(const ByteSource& file, const std::string& name, const ReadOptions& options, Search& search)
{
    auto opened = open_file(file, name, options);
    for (auto& table : opened.tables) search.look(*table);
}

// Counts what ends a line and what quotes within one.
class Lines
{
public:
    explicit Lines(const Dialect& dialect)
        : end_(dialect.newline == "\r" ? '\r' : '\n'), quote_(dialect.quotechar.empty() ? '\0' : dialect.quotechar[0])
    {
    }
    bool ends(char c) const { return c == end_; }
    void see(char c)
    {
        bool stray = end_ == '\n' ? before_ == '\r' && c != '\n' : c == '\n';
        if (c == quote_ && quote_ != '\0') quoted_ = !quoted_;
        plain_ &= !stray && !(ends(c) && quoted_);
        before_ = c;
    }
    bool plain() const { return plain_ && !quoted_ && (end_ == '\r' || before_ != '\r'); }

private:
    char end_, quote_, before_ = '\0';
    bool quoted_ = false, plain_ = true;
};

void each_byte(const ByteSource& file, const std::function<void(std::span<const char>)>& take)
{
    std::vector<char> piece(1 << 20);
    for (std::uint64_t at = 0; auto got = file.read(at, piece); at += got) take(std::span(piece).first(got));
}

bool has_cell_of_several_lines(OpenedFile& opened)
{
    Chunk chunk;
    std::vector<Finding> findings;
    for (auto& table : opened.tables)
        while (table->next(chunk, findings)) {
            for (const auto& column : chunk.columns)
                for (auto cell : column)
                    if (cell.find_first_of("\r\n") != std::string_view::npos) return true;
            findings.clear();
        }
    return false;
}

// Whether row and line are the same throughout the file, so that a row is blanked where it stands.
bool has_a_line_for_each_row(const ByteSource& file, OpenedFile& opened)
{
    bool has_bytes = opened.kind == FileKind::csv && opened.dialect.escapechar.empty() &&
                     !opened.dialect.encoding.starts_with("UTF-16") && !opened.dialect.encoding.starts_with("UTF-32");
    if (!has_bytes) return false;
    Lines lines(opened.dialect);
    each_byte(file, [&](std::span<const char> piece) {
        for (char c : piece) lines.see(c);
    });
    return lines.plain() && !has_cell_of_several_lines(opened);
}

void blank_lines(const ByteSource& file, const Dialect& dialect, const std::vector<std::int64_t>& lines, ByteSink& sink)
{
    Lines kinds(dialect);
    std::int64_t line = 1;
    std::size_t next = 0; // of `lines`: this one or a later one
    std::string kept;
    each_byte(file, [&](std::span<const char> piece) {
        kept.clear();
        for (char c : piece) {
            bool erased = next < lines.size() && line == lines[next];
            if (!erased || c == '\n' || c == '\r') kept += c;
            if (!kinds.ends(c)) continue;
            next += erased;
            ++line;
        }
        sink.write(kept);
    });
}

void put_cell(std::string& out, std::string_view text)
{
    bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
    if (!plain) out += '"';
    for (char c : text) {
        if (c == '"') out += '"';
        out += c == '\n' || c == '\r' ? ' ' : c; // a cell takes one line, or the rows below would move
    }
    if (!plain) out += '"';
}

void write_table(TableReader& table, const std::set<std::int64_t>& without, std::int64_t& line, ByteSink& sink)
{
    Chunk chunk;
    std::vector<Finding> findings;
    std::string text;
    while (table.next(chunk, findings)) {
        for (std::size_t r = 0; r < chunk.rows(); ++r) {
            for (; line < static_cast<std::int64_t>(chunk.line[r]); ++line) text += '\n';
            if (!without.contains(static_cast<std::int64_t>(chunk.line[r])))
                for (std::size_t c = 0; c < chunk.width[r] && c < chunk.columns.size(); ++c) {
                    if (c) text += ',';
                    put_cell(text, chunk.cell(c, r));
                }
            text += '\n';
            ++line;
        }
        sink.write(text);
        text.clear();
        findings.clear();
    }
}
} // namespace

bool names_person(std::string_view cell, std::string_view identifier)
{
    cell = trim(cell);
    identifier = trim(identifier);
    if (cell.empty() || identifier.empty()) return false;
    if (is_number(cell) && is_number(identifier)) return without_zeros(cell) == without_zeros(identifier);
    return cell == identifier || fold(cell) == fold(identifier);
}

PersonRows rows_about(const ByteSource& file, const std::string& name, const ReadOptions& options,
                      const PersonWanted& wanted)
{
    PersonRows found;
    Search by_columns(wanted, found);
    search(file, name, options, by_columns);
    if (!by_columns.knew_columns()) {
        found = {};
        by_columns.look_at_every_column();
        search(file, name, options, by_columns);
    }
    return found;
}

bool write_without(const ByteSource& file, const std::string& name, const ReadOptions& options,
                   const std::vector<std::int64_t>& lines, ByteSink& sink)
{
    auto looked_at = open_file(file, name, options);
    if (has_a_line_for_each_row(file, looked_at)) {
        blank_lines(file, looked_at.dialect, lines, sink);
        return false;
    }
    auto opened = open_file(file, name, options);
    std::set<std::int64_t> without(lines.begin(), lines.end());
    std::int64_t line = 1;
    for (auto& table : opened.tables) {
        if (options.sheet ? table->sheet != options.sheet : table->hidden) continue;
        write_table(*table, without, line, sink);
        if (opened.kind != FileKind::pdf) break; // a table on paper goes on over its pages
    }
    return true;
}
} // namespace engine
