#include "engine/review/person.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include "engine/read/csv/csv_reader.hpp"
#include "engine/read/jsonl/jsonl_reader.hpp"
#include "engine/read/totals_words.hpp"
#include "engine/review/person_names.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include "engine/text/word_borders.hpp"
#include <algorithm>
#include <set>
#include <utility>
#include <xlsxwriter.h>

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

// A quote that nothing closes stays on its cell.
std::string_view without_quotes(std::string_view cell)
{
    cell = trim(cell);
    while (cell.starts_with('"')) cell.remove_prefix(1);
    while (cell.ends_with('"')) cell.remove_suffix(1);
    return cell;
}

// Whether the text has the folded identifier as a word of its own. A short number may be a count of anything.
bool speaks_of(std::string_view text, std::string_view folded)
{
    constexpr std::size_t shortest_number = 5;
    if (folded.empty() || (is_number(folded) && folded.size() < shortest_number)) return false;
    auto low = fold(text);
    for (auto at = low.find(folded); at != low.npos; at = low.find(folded, at + 1)) {
        if (parts_words(low, at) && parts_words(low, at + folded.size())) return true;
    }
    return false;
}

// The options as they are for a file of which every table is looked at.
ReadOptions of_all_tables(ReadOptions options)
{
    options.sheet.reset();
    options.pages.reset();
    options.area.reset();
    options.table.reset();
    return options;
}

// Looks at tables; columns that name a person are known from the row that has their header.
class Search
{
public:
    Search(const PersonWanted& wanted, PersonRows& found)
        : identifier_(wanted.identifier), folded_(fold(wanted.identifier)), names_(wanted.names), found_(found)
    {
        for (const auto& column : wanted.columns) keys_.insert(header_key(column));
        keys_.erase("");
    }

    // False where the table has none of the columns, so that it is not known which of its cells name anybody.
    bool look_by_columns(TableReader& table, std::int64_t number)
    {
        if (keys_.empty()) return false;
        columns_.emplace();
        auto places = found_.places.size(), rows = found_.rows.size(), perhaps = perhaps_.size();
        look(table, number);
        if (!columns_->empty()) return true;
        found_.places.resize(places); // it is looked at anew
        found_.rows.resize(rows);
        perhaps_.resize(perhaps);
        return false;
    }

    void look_at_every_column(TableReader& table, std::int64_t number)
    {
        columns_.reset();
        look(table, number);
    }

    // Of a file with rows of the person, also the notes that have one word of the name.
    void finish()
    {
        if (std::ranges::any_of(found_.rows, [](const PersonRow& row) { return !row.in_passing; }))
            for (auto& row : perhaps_) keep(std::move(row));
        auto in_order = [](const RowPlace& place) { return std::pair(place.table, place.line); };
        std::ranges::stable_sort(found_.places, {}, in_order);
        std::ranges::stable_sort(found_.rows, {}, [&](const PersonRow& row) { return in_order(row.place); });
    }

private:
    void look(TableReader& table, std::int64_t number)
    {
        header_.clear();
        if (table.sheet && speaks(*table.sheet)) found_.heading = table.sheet;
        Chunk chunk;
        std::vector<Finding> findings;
        while (table.next(chunk, findings)) {
            for (std::size_t r = 0; r < chunk.rows(); ++r) {
                RowPlace place{number, table.sheet, static_cast<std::int64_t>(chunk.line[r])};
                if (chunk.kind[r] != RowKind::blank) look(std::move(place), chunk, r);
            }
            findings.clear();
        }
    }

    void look(RowPlace place, const Chunk& chunk, std::size_t row)
    {
        bool is_header = false, is_about_person = false;
        if (columns_ && columns_->empty()) {
            find_columns(chunk, row);
            is_header = !columns_->empty();
            is_about_person = is_header && is_taken_for_header();
        } else {
            is_header = chunk.kind[row] == RowKind::header && header_.empty();
            if (is_header) header_ = cells_of(chunk, row);
            is_about_person = is_about(chunk, row);
        }
        if (is_about_person) return keep({std::move(place), header_, cells_of(chunk, row), false});
        if (is_header) return look_at_heading(chunk, row);
        auto says = what_it_says(chunk, row);
        if (says == Says::nothing || is_of_others(chunk, row)) return;
        PersonRow passing{std::move(place), header_, cells_of(chunk, row), true};
        if (says == Says::of_person)
            keep(std::move(passing));
        else if (perhaps_.size() < kept_person_rows)
            perhaps_.push_back(std::move(passing));
    }

    void keep(PersonRow row)
    {
        found_.places.push_back(row.place);
        if (found_.rows.size() < kept_person_rows) found_.rows.push_back(std::move(row));
    }

    void find_columns(const Chunk& chunk, std::size_t row)
    {
        for (std::size_t c = 0; c < chunk.columns.size(); ++c)
            if (keys_.contains(header_key(chunk.cell(c, row)))) columns_->push_back(c);
        if (!columns_->empty()) header_ = cells_of(chunk, row);
    }

    bool is_about(const Chunk& chunk, std::size_t row) const
    {
        auto names = [&](std::size_t c) { return names_person(without_quotes(chunk.cell(c, row)), identifier_); };
        if (columns_) return std::ranges::any_of(*columns_, names);
        for (std::size_t c = 0; c < chunk.columns.size(); ++c)
            if (names(c)) return true;
        return false;
    }

    // Of a file without a header: people said that this word, which is the identifier, heads a column that names
    // somebody.
    bool is_taken_for_header() const { return keys_.contains(header_key(identifier_)); }

    bool speaks(std::string_view text) const { return speaks_of(text, folded_) || names_.are_in(text); }

    void look_at_heading(const Chunk& chunk, std::size_t row)
    {
        for (const auto& cell : cells_of(chunk, row))
            if (speaks(cell)) found_.heading = cell;
    }

    enum class Says { nothing, perhaps, of_person };
    Says what_it_says(const Chunk& chunk, std::size_t row) const
    {
        std::string name; // may be in several cells
        for (const auto& cell : cells_of(chunk, row)) {
            if (speaks_of(cell, folded_)) return Says::of_person;
            if (!names_.empty()) (name += cell) += ' ';
        }
        if (names_.are_in(name)) return Says::of_person;
        return names_.may_be_in(name) ? Says::perhaps : Says::nothing;
    }

    // Somebody's row, or a header, stays whatever is in it. What is nobody's goes where it speaks of the person: a
    // note, a total, a remark, and what did not fall into the cells of its header.
    bool is_of_others(const Chunk& chunk, std::size_t row) const
    {
        if (chunk.kind[row] != RowKind::data && chunk.kind[row] != RowKind::header) return false;
        std::size_t filled = 0, end = 0;
        bool begins_with_totals = false;
        for (std::size_t c = 0; c < std::min<std::size_t>(chunk.width[row], chunk.columns.size()); ++c)
            if (!is_blank(chunk.cell(c, row))) {
                if (filled++ == 0) begins_with_totals = totals_words(chunk.cell(c, row)) == TotalsWords::only;
                end = c + 1;
            }
        return filled > 1 && !begins_with_totals && (header_.empty() || end <= header_.size());
    }

    const std::string& identifier_;
    const std::string folded_;
    const PersonNames names_;
    PersonRows& found_;
    std::vector<PersonRow> perhaps_;
    std::set<std::string> keys_;
    std::optional<std::vector<std::size_t>> columns_; // none: every column
    std::vector<std::string> header_;
};

// The lines of the places by table, in order and each once.
std::vector<std::vector<std::uint64_t>> lines_by_table(const std::vector<RowPlace>& places)
{
    std::vector<std::vector<std::uint64_t>> lines;
    for (const auto& place : places) {
        auto table = static_cast<std::size_t>(std::max<std::int64_t>(place.table, 1));
        if (lines.size() < table) lines.resize(table);
        lines[table - 1].push_back(static_cast<std::uint64_t>(place.line));
    }
    for (auto& of_table : lines) {
        std::ranges::sort(of_table);
        auto [from, to] = std::ranges::unique(of_table);
        of_table.erase(from, to);
    }
    return lines;
}

// Tables as the sheets of a workbook, each row at its line.
class CopiedTables
{
public:
    explicit CopiedTables(ByteSink& sink) : book_(sink), text_(book_.add_format())
    {
        format_set_num_format_index(text_, 0x31); // "@": text
    }

    void add(TableReader& table, const std::vector<std::uint64_t>& without)
    {
        auto* sheet = book_.add_sheet(name_for(table.sheet));
        if (table.hidden)
            worksheet_hide(sheet);
        else if (!std::exchange(shown_, true))
            worksheet_activate(sheet);
        Chunk chunk;
        std::vector<Finding> findings;
        while (table.next(chunk, findings)) {
            for (std::size_t r = 0; r < chunk.rows(); ++r)
                if (!std::ranges::binary_search(without, chunk.line[r])) copy(chunk, r, sheet);
            findings.clear();
        }
    }

    void finish() { book_.finish(); }

private:
    void copy(const Chunk& chunk, std::size_t row, lxw_worksheet* sheet)
    {
        auto line = chunk.line[row];
        if (line > sheet_rows)
            throw Unreadable("limit", "This file has more rows in one table than a workbook can hold, so it cannot be "
                                      "written anew without some of them.");
        for (std::size_t c = 0; c < std::min<std::size_t>(chunk.width[row], sheet_columns); ++c)
            if (auto cell = chunk.cell(c, row); !cell.empty())
                write_text(sheet, static_cast<std::uint32_t>(line - 1), c, cell, text_, room_);
    }

    static std::size_t bytes_of(std::string_view text, std::size_t characters)
    {
        std::size_t at = 0;
        for (; at < text.size(); ++at)
            if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && characters-- == 0) break;
        return at;
    }

    // As Excel takes it: up to 31 characters, some not among them, and no name twice.
    std::string name_for(const std::optional<std::string>& given)
    {
        constexpr std::size_t longest = 31;
        std::string name = given && !given->empty() ? *given : "Table " + std::to_string(names_.size() + 1);
        for (char& c : name)
            if (std::string_view("[]:*?/\\").contains(c)) c = '_';
        name.resize(bytes_of(name, longest));
        if (name.starts_with('\'')) name[0] = '_';
        if (name.ends_with('\'')) name.back() = '_';
        auto unique = name;
        for (int number = 2; !names_.insert(fold(unique)).second; ++number) {
            auto end = " " + std::to_string(number);
            unique = name.substr(0, bytes_of(name, longest - end.size())) + end;
        }
        return unique;
    }

    Workbook book_;
    lxw_format* text_;
    std::set<std::string> names_;
    bool shown_ = false;
    std::string room_;
};
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
    Search search(wanted, found);
    auto all = of_all_tables(options);
    auto opened = open_file(file, name, all);
    std::vector<std::size_t> unknown; // tables
    for (std::size_t table = 0; table < opened.tables.size(); ++table)
        if (!search.look_by_columns(*opened.tables[table], static_cast<std::int64_t>(table) + 1))
            unknown.push_back(table);
    if (!unknown.empty()) {
        auto again = open_file(file, name, all);
        for (auto table : unknown)
            search.look_at_every_column(*again.tables.at(table), static_cast<std::int64_t>(table) + 1);
    }
    search.finish();
    return found;
}

std::optional<std::string> write_without(const ByteSource& file, const std::string& name, const ReadOptions& options,
                                         const std::vector<RowPlace>& places, ByteSink& sink)
{
    auto all = of_all_tables(options);
    auto lines = lines_by_table(places);
    auto opened = open_file(file, name, all);
    // Of tables one below the other, a blank line could join two; as sheets they stay apart.
    if (opened.kind == FileKind::csv && opened.tables.size() == 1) {
        csv::write_without(file, name, all, lines, sink);
        return std::nullopt;
    }
    if (opened.kind == FileKind::jsonl) {
        lines.resize(1);
        jsonl::write_without(file, all, lines[0], sink);
        return std::nullopt;
    }
    lines.resize(std::max(lines.size(), opened.tables.size()));
    CopiedTables copy(sink);
    for (std::size_t table = 0; table < opened.tables.size(); ++table) copy.add(*opened.tables[table], lines[table]);
    copy.finish();
    return "xlsx";
}
} // namespace engine
