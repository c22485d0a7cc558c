// Text conservation: each word of a file is in a cell of one of its tables, whatever kind of row that cell is of. What
// a reader takes for a title, a note, a total or a blank row is still a row that it gives.
#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>
#include <set>

namespace engine
{
namespace
{
using Rows = std::vector<std::vector<std::string>>;

// A sheet as people make them, in which every word comes once.
class Chance
{
public:
    explicit Chance(unsigned seed) : random_(seed) {}
    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
    bool one_in(unsigned n) { return below(n) == 0; }

    Rows rows()
    {
        Rows out;
        auto width = 2 + below(5);
        if (one_in(2)) out.push_back({words(2)});
        if (one_in(4)) out.push_back({word(), word()});
        if (one_in(3)) out.emplace_back();
        add_table(out, width);
        if (one_in(4)) {
            out.emplace_back();
            add_table(out, 2 + below(4));
        }
        if (one_in(3)) out.push_back({words(3)});
        if (one_in(3)) out.insert(out.end(), 2, {});
        return out;
    }

private:
    std::string word() { return fmt::format("w{}", ++last_); }
    std::string words(unsigned count)
    {
        auto text = word();
        for (unsigned i = 1; i < count; ++i) text += " " + word();
        return text;
    }
    // No two numbers are the same, so that each can be found again.
    std::string number() { return std::to_string(1'000'000 + ++last_); }

    void add_table(Rows& out, unsigned width)
    {
        std::vector<std::string> header;
        for (unsigned c = 0; c < width; ++c) header.push_back(one_in(9) ? "" : word());
        out.push_back(header);
        auto rows = 1 + below(30);
        for (unsigned r = 0; r < rows; ++r) {
            auto& cells = out.emplace_back();
            if (one_in(25)) continue; // a blank row
            auto filled = one_in(12) ? 1 + below(width + 2) : width;
            for (unsigned c = 0; c < filled; ++c)
                cells.push_back(one_in(8) ? "" : c % 2 ? number() : words(1 + below(2)));
            if (one_in(20)) cells[0] = "Total " + word();
        }
    }

    std::mt19937 random_;
    int last_ = 0;
};

std::set<std::string> words_of(const Rows& rows)
{
    std::set<std::string> out;
    for (const auto& row : rows)
        for (const auto& cell : row)
            for (std::size_t at = 0; at < cell.size();) {
                auto end = std::min(cell.find_first_of(" \n\t,;\"", at), cell.size());
                if (end > at && cell.substr(at, end - at) != "Total") out.insert(cell.substr(at, end - at));
                at = end + 1;
            }
    return out;
}

std::string text_of(const Rows& rows, const std::string& delimiter, bool quoted)
{
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c)
            out += (c ? delimiter : "") + (quoted && !row[c].empty() ? "\"" + row[c] + "\"" : row[c]);
        out += "\n";
    }
    return out;
}

std::string workbook_of(const Rows& rows)
{
    std::string sheet;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (rows[r].empty()) continue;
        sheet += fmt::format("<row r=\"{}\">", r + 1);
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            if (!rows[r][c].empty())
                sheet += fmt::format("<c r=\"{}{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", char('A' + c), r + 1,
                                     rows[r][c]);
        sheet += "</row>";
    }
    xlsx::BookForTests book;
    book.sheets = {{"name=\"One\"", sheet}};
    return book.bytes();
}

std::string tagged(const Rows& rows, const std::string& row_tag, const std::string& open, const std::string& close)
{
    std::string out;
    for (const auto& row : rows) {
        out += "<" + row_tag + ">";
        for (const auto& cell : row) out += open + cell + close;
        if (row.empty()) out += open + close;
        out += "</" + row_tag + ">";
    }
    return out;
}

std::string page_of(const Rows& rows)
{
    return "<html><body><table>" + tagged(rows, "tr", "<td>", "</td>") + "</table></body></html>";
}

// Each row but blank ones as an object; the names of its members are words too.
std::string lines_of(const Rows& rows)
{
    std::string out;
    for (const auto& row : rows) {
        std::string object;
        for (std::size_t c = 0; c < row.size(); ++c)
            object += fmt::format("{}\"m{}\": \"{}\"", object.empty() ? "" : ", ", c, row[c]);
        if (!row.empty()) out += "{" + object + "}\n";
    }
    return out;
}

// What is missing in all tables of the file, and in what is said about them.
std::string lost(const std::string& name, const std::string& bytes, const Rows& rows, bool canonical)
{
    MemorySource source(bytes);
    ReadOptions options;
    options.canonical = canonical;
    auto file = open_file(source, name, options);
    Rows read;
    for (auto& table : file.tables) {
        auto plain = read_rows(*table);
        for (const auto& row : plain.rows) read.push_back(row.cells);
        for (const auto& finding : plain.findings) read.push_back({finding.value.value_or("")});
    }
    auto found = words_of(read);
    for (const auto& word : words_of(rows))
        if (!found.contains(word)) return word;
    return "";
}

TEST(TextConservation, every_word_of_a_file_is_in_a_row_that_its_reader_gives)
{
    for (unsigned seed = 1; seed <= 120; ++seed) {
        auto rows = Chance(seed).rows();
        bool canonical = seed % 2;
        for (const auto& [name, bytes] : std::vector<std::pair<std::string, std::string>>{
                 {"a.csv", text_of(rows, ",", false)},
                 {"b.csv", text_of(rows, ";", true)},
                 {"c.tsv", text_of(rows, "\t", false)},
                 {"d.xlsx", workbook_of(rows)},
                 {"f.xls", page_of(rows)},
                 {"g.jsonl", lines_of(rows)},
             })
            ASSERT_EQ(lost(name, bytes, rows, canonical), "") << "seed " << seed << ", " << name << "\n"
                                                              << text_of(rows, ";", false);
    }
}
} // namespace
} // namespace engine
