#include "engine/person.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <limits>
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

// The first line behind each of the rows.
std::vector<std::int64_t> ends_of(OpenedFile& opened, const std::vector<std::int64_t>& lines)
{
    std::vector<std::int64_t> ends;
    std::set<std::int64_t> wanted(lines.begin(), lines.end());
    bool inside = false;
    Chunk chunk;
    std::vector<Finding> findings;
    for (auto& table : opened.tables)
        while (table->next(chunk, findings)) {
            for (auto line : chunk.line) {
                if (inside) ends.push_back(static_cast<std::int64_t>(line));
                inside = wanted.contains(static_cast<std::int64_t>(line));
            }
            findings.clear();
        }
    if (inside) ends.push_back(std::numeric_limits<std::int64_t>::max());
    return ends;
}

void blank_lines(const ByteSource& file, OpenedFile& opened, const std::vector<std::int64_t>& lines, ByteSink& sink)
{
    auto ends = ends_of(opened, lines);
    char line_end = opened.dialect.newline == "\r" ? '\r' : '\n';
    std::int64_t line = 1;
    std::size_t next = 0; // the row that begins here or later
    std::vector<char> piece(1 << 20);
    std::string kept;
    for (std::uint64_t at = 0; at < file.size();) {
        auto got = file.read(at, piece);
        if (got == 0) break;
        kept.clear();
        for (std::size_t i = 0; i < got; ++i) {
            while (next < lines.size() && next < ends.size() && line >= ends[next]) ++next;
            bool erased = next < lines.size() && line >= lines[next];
            if (!erased || piece[i] == '\n' || piece[i] == '\r') kept += piece[i];
            if (piece[i] == line_end) ++line;
        }
        sink.write(kept);
        at += got;
    }
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

bool has_bytes_for_line_ends(const OpenedFile& opened)
{
    return opened.kind == FileKind::csv && !opened.dialect.encoding.starts_with("UTF-16") &&
           !opened.dialect.encoding.starts_with("UTF-32");
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
    auto opened = open_file(file, name, options);
    if (has_bytes_for_line_ends(opened)) {
        blank_lines(file, opened, lines, sink);
        return false;
    }
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
