#include "engine/read/heading_rows.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/read/wrapped_table.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <map>
#include <set>

namespace engine
{
namespace
{
// What groups of pupils, rooms and subjects are called.
constexpr std::array<std::string_view, 44> group_words{
    "class",   "classe",  "clase",      "klasse",   "klas",   "klass",   "klasa",  "kelas",   "třída",
    "trieda",  "osztály", "sınıf",      "luokka",   "razred", "τάξη",    "класс",  "клас",    "year",
    "grade",   "form",    "group",      "gruppe",   "groupe", "grupo",   "gruppo", "grupa",   "groep",
    "turma",   "curso",   "niveau",     "jahrgang", "stufe",  "section", "room",   "teacher", "tutor",
    "subject", "course",  "department", "house",    "fach",   "schule",  "school", "team"};

bool has_digit(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string first_word(std::string_view text)
{
    auto folded = fold(text);
    auto end = folded.find_first_of(" :-");
    return end == folded.npos ? folded : folded.substr(0, end);
}

// A row that could be a heading, and the column of its value.
struct Candidate {
    std::size_t row, column;
    std::string_view text;
};

// 9A of 7B and of 11C: how digits and letters follow each other.
std::string form_of(std::string_view text)
{
    std::string form;
    for (char c : text) {
        bool digit = c >= '0' && c <= '9';
        char sign = digit ? '9' : (static_cast<unsigned char>(c) >= 0x80 || std::isalpha(c)) ? 'A' : c;
        if (form.empty() || form.back() != sign) form += sign;
    }
    return form;
}

// What the values of a column are like in the rows that are no candidates.
struct Likeness {
    std::size_t values = 0, with_digits = 0, with_spaces = 0;
    std::set<std::string> forms{}; // of codes
    bool codes() const { return values > 0 && with_digits == values && with_spaces == 0; }
    bool words() const { return values > 0 && with_digits == 0; }
};

class Headings final : public WrappedTable
{
public:
    Headings(std::unique_ptr<TableReader> table, std::string file)
        : WrappedTable(std::move(table)), file_(std::move(file))
    {
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        if (!table_->next(out, findings)) return false;
        if (out.columns.size() >= least_columns_below_heading) look(out, findings);
        return true;
    }

private:
    void look(const Chunk& chunk, std::vector<Finding>& findings) const
    {
        std::vector<Candidate> candidates;
        std::size_t others = 0, full = 0, last_other = 0;
        std::vector<Likeness> columns(chunk.columns.size());
        std::vector<std::string_view> cells(chunk.columns.size());
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] != RowKind::data) continue;
            std::size_t filled = 0, first = cells.size();
            for (std::size_t c = 0; c < cells.size(); ++c) {
                cells[c] = chunk.cell(c, row);
                if (is_blank(cells[c])) continue;
                ++filled;
                first = std::min(first, c);
            }
            if (filled <= 2)
                if (auto text = heading_of(cells)) {
                    candidates.push_back({row, first, *text});
                    continue;
                }
            ++others;
            last_other = row;
            full += filled * 2 > cells.size();
            for (std::size_t c = 0; c < cells.size() && others <= looked_at; ++c) {
                auto cell = trim(cells[c]);
                if (cell.empty()) continue;
                ++columns[c].values;
                columns[c].with_digits += has_digit(cell);
                columns[c].with_spaces += cell.contains(' ');
                if (columns[c].codes()) columns[c].forms.insert(form_of(cell));
            }
        }
        if (candidates.empty() || candidates.size() * 2 > others || full * 5 < others * 4) return;
        std::map<std::string, std::set<std::string>> by_word;
        for (const auto& one : candidates) by_word[first_word(one.text)].insert(fold(one.text));
        for (const auto& one : candidates) {
            if (one.row > last_other) continue; // notes below the table
            auto word = first_word(one.text);
            if (is_value_below(chunk, one) ||
                looks_like_heading(one.text, word, columns[one.column], by_word[word].size()))
                findings.push_back(finding(chunk, one));
        }
    }

    // “7A” above a row that has 7A in another column.
    static bool is_value_below(const Chunk& chunk, const Candidate& heading)
    {
        if (heading.row + 1 >= chunk.rows()) return false;
        auto text = fold(heading.text);
        for (std::size_t c = 0; c < chunk.columns.size(); ++c)
            if (c != heading.column && fold(trim(chunk.cell(c, heading.row + 1))) == text) return true;
        return false;
    }

    static bool looks_like_heading(std::string_view text, const std::string& word, const Likeness& column,
                                   std::size_t alike)
    {
        bool coded = has_digit(text) && !text.contains(' ');
        auto form = form_of(text);
        if (column.codes() && coded && form.contains('A') && !column.forms.contains(form)) return true;
        auto kind = kind_of(text);
        if (kind == CellKind::number || kind == CellKind::date || kind == CellKind::link) return false;
        if (text.ends_with(':') || std::ranges::find(group_words, word) != group_words.end()) return true;
        if (alike > 1 && text.contains(' ')) return true;
        return (column.codes() && !coded) || (column.words() && has_digit(text));
    }

    Finding finding(const Chunk& chunk, const Candidate& heading) const
    {
        Finding out;
        out.rule = "heading_row";
        out.file = file_;
        out.sheet = chunk.sheet.empty() ? sheet : chunk.sheet;
        out.line = static_cast<std::int64_t>(chunk.line[heading.row]);
        out.value = std::string(heading.text);
        out.message = fmt::format("Row {} has only “{}”, as a heading of the rows below it.", *out.line, heading.text);
        out.expected = "a record with more than one value";
        out.remedy = "Let the file rules make headings a column of the rows below them, or take this row out.";
        return out;
    }

    static constexpr std::size_t looked_at = 1000; // rows
    std::string file_;
};
} // namespace

std::optional<std::string_view> heading_of(std::span<const std::string_view> cells)
{
    std::string_view found[2];
    std::size_t filled = 0;
    for (auto cell : cells) {
        auto text = trim(cell);
        if (text.empty()) continue;
        if (filled == 2) return std::nullopt;
        found[filled++] = text;
    }
    if (filled == 1) return found[0];
    if (filled == 2 && found[0].ends_with(':')) return found[1];
    return std::nullopt;
}

std::unique_ptr<TableReader> with_headings_named(std::unique_ptr<TableReader> table, const std::string& file)
{
    return std::make_unique<Headings>(std::move(table), file);
}
} // namespace engine
